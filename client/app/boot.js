// Starts the page's WebAssembly. The build names its two files in this script's own tag and gives their
// integrity in <link> elements; Chromium ignores integrity on a fetch preload, so it is asserted here again.
const tag = document.querySelector("script[data-wasm]");

function integrityOf(address) {
  const wanted = new URL(address, location.origin).href;
  const link = [...document.querySelectorAll("link[integrity]")].find((link) => link.href === wanted);
  return link?.integrity ?? "";
}

function failed(words) {
  const place = document.getElementById("boot-words");
  if (!place) return;
  place.textContent = words;
  place.hidden = false;
}

async function start() {
  if (typeof WebAssembly !== "object" || typeof Worker !== "function") {
    failed("This browser is too old for Tacit: it has no WebAssembly. Please use a current one.");
    return;
  }
  try {
    const wasm = fetch(tag.dataset.wasm, { integrity: integrityOf(tag.dataset.wasm), credentials: "same-origin" });
    const page = await import(tag.dataset.js);
    await page.default({ module_or_path: wasm });
    document.getElementById("boot")?.remove();
  } catch {
    failed("Tacit could not be loaded whole. Check the connection and reload. If it stays, tell whoever runs this server.");
  }
  // Code only, so that a reload offline works; customer data never passes through it.
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/sw.js").catch(() => {});
}

start();
