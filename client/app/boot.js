// Starts the page's WebAssembly. The build names its two files in this script's own tag and gives their
// integrity in <link> elements; Chromium ignores integrity on a fetch preload, so it is asserted here again.
const tag = document.querySelector("script[data-wasm]");

function integrityOf(address) {
  const wanted = new URL(address, location.origin).href;
  const link = [...document.querySelectorAll("link[integrity]")].find((link) => link.href === wanted);
  return link?.integrity ?? "";
}

// The page's catalogues are not loaded yet: the language is found as they find it.
function isGerman() {
  let kept = null;
  try {
    kept = localStorage.getItem("tacit-language");
  } catch {
    // Without storage nothing was chosen.
  }
  const wanted = [kept, ...navigator.languages].find((tag) => /^(de|en)\b/i.test(tag ?? ""));
  return /^de/i.test(wanted ?? "");
}

function failed(english, german) {
  const words = isGerman() ? german : english;
  const place = document.getElementById("boot-words");
  if (!place) return;
  place.textContent = words;
  place.hidden = false;
}

async function start() {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    failed(
      "This browser is too old for Tacit: it has no WebAssembly. Please use a current one.",
      "Dieser Browser ist zu alt für Tacit: Er kennt kein WebAssembly. Bitte verwenden Sie einen aktuellen.",
    );
    return;
  }
  try {
    const wasm = fetch(tag.dataset.wasm, { integrity: integrityOf(tag.dataset.wasm), credentials: "same-origin" });
    const page = await import(tag.dataset.js);
    await page.default({ module_or_path: wasm });
    document.getElementById("boot")?.remove();
  } catch {
    failed(
      "Tacit could not be loaded whole. Check the connection and reload. If it stays, tell whoever runs this server.",
      "Tacit konnte nicht vollständig geladen werden. Prüfen Sie die Verbindung und laden Sie neu. Bleibt es so, sagen Sie es dem Betreiber des Servers.",
    );
  }
  // Code only, so that a reload offline works; customer data never passes through it.
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
}

start();
