// Runs before everything else. What stands behind the "#" of an invite or sign-up link is a secret: it is taken
// out of the address at once and handed to the page one time. An invite, which opens a vault, is never stored, neither in
// any storage nor in the history's state, so a reload forgets it. A sign-up link opens nothing that is there: this tab keeps
// it for a reload until an account is open in it or the link is refused. What begins with "~" is no secret but sealed, says how a list stands, and
// stays for the reload (docs/protocol.md, 9.10).
(() => {
  "use strict";
  let kept = null;
  try {
    kept = sessionStorage.getItem("signup");
  } catch {
    // Without storage a reload forgets it.
  }

  const take = () => {
    const text = location.hash.slice(1);
    if (text === "" || text.startsWith("~")) return;
    kept = text;
    try {
      if (text.startsWith("signup=")) sessionStorage.setItem("signup", text);
    } catch {
      // As above.
    }
    history.replaceState(null, "", location.pathname + location.search);
  };

  take();
  // A link pasted into the address of an open tab changes only the fragment.
  addEventListener("hashchange", () => {
    take();
    if (kept !== null) dispatchEvent(new Event("tacit-fragment"));
  });

  const once = Object.freeze({
    takeFragment() {
      const text = kept;
      kept = null;
      return text;
    },
  });
  Object.defineProperty(window, "tacitBoot", { value: once, writable: false, configurable: false });
})();
