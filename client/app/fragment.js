// Runs before everything else. What stands behind the "#" of an invite or sign-up link is a secret: it is taken
// out of the address at once and handed to the page one time. It is never stored, neither in any storage nor in
// the history's state, so a reload forgets it. What begins with "~" is no secret but sealed, says how a list stands, and
// stays for the reload (docs/protocol.md, 9.10).
(() => {
  "use strict";
  let kept = null;

  const take = () => {
    const text = location.hash.slice(1);
    if (text === "" || text.startsWith("~")) return;
    kept = text;
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
