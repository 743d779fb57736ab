// Opening 100,000 records of 512 bytes: Tacit's whole path (hash, the record's own key, XChaCha20-Poly1305, padding) and its
// cipher alone, beside libsodium.js and WebCrypto, in one page of one Chromium. Prints one JSON object a line.
import { chromium } from "playwright-core";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EXECUTABLE } from "./lib/browser.mjs";

const OPENING = process.env.TACIT_OPENING;
if (!OPENING) throw new Error("TACIT_OPENING names no folder with the built example: run `cargo xtask bench`");
const require = createRequire(import.meta.url);
const sodium = dirname(require.resolve("libsodium-wrappers"));
const FILES = {
  "/": ["text/html", () => "<!doctype html><title>opening</title>"],
  "/opening.js": ["text/javascript", () => readFileSync(join(OPENING, "opening.js"))],
  "/opening_bg.wasm": ["application/wasm", () => readFileSync(join(OPENING, "opening_bg.wasm"))],
  "/libsodium.js": ["text/javascript", () => readFileSync(createRequire(join(sodium, "x.js")).resolve("libsodium"))],
  "/libsodium-wrappers.js": ["text/javascript", () => readFileSync(join(sodium, "libsodium-wrappers.js"))],
};

// Runs in the page. Each way is measured three times in turn, and its best time counts.
async function measure({ count, size }) {
  const { default: init, Opening } = await import("/opening.js");
  await init();
  const tacit = new Opening(count, size);

  for (const src of ["/libsodium.js", "/libsodium-wrappers.js"]) {
    await new Promise((resolve, reject) => {
      const script = Object.assign(document.createElement("script"), { src, onload: resolve, onerror: reject });
      document.head.append(script);
    });
  }
  await window.sodium.ready;
  const s = window.sodium;
  const bytes = (length) => crypto.getRandomValues(new Uint8Array(length));
  const key = bytes(32);
  const associated = bytes(60);
  const numbers = Array.from({ length: count }, (_, number) => number);
  const boxes = numbers.map(() => {
    const nonce = bytes(24);
    return [nonce, s.crypto_aead_xchacha20poly1305_ietf_encrypt(new Uint8Array(size), associated, null, nonce, key)];
  });
  const aes = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  const sealed = await Promise.all(
    numbers.map(async () => {
      const iv = bytes(12);
      return [iv, await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData: associated }, aes, new Uint8Array(size))];
    }),
  );

  const ways = {
    whole: async () => tacit.open_all(),
    bare: async () => tacit.open_bare(),
    libsodium: async () => {
      let length = 0;
      for (const [nonce, box] of boxes) length += s.crypto_aead_xchacha20poly1305_ietf_decrypt(null, box, associated, nonce, key).length;
      return length;
    },
    webcrypto: async () => {
      let length = 0;
      for (const [iv, box] of sealed) length += (await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: associated }, aes, box)).byteLength;
      return length;
    },
    batched: async () => {
      let length = 0;
      for (let at = 0; at < count; at += 1000) {
        const open = ([iv, box]) => crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: associated }, aes, box);
        for (const plain of await Promise.all(sealed.slice(at, at + 1000).map(open))) length += plain.byteLength;
      }
      return length;
    },
  };
  const best = {};
  for (let round = 0; round < 3; round++) {
    for (const [name, open] of Object.entries(ways)) {
      const start = performance.now();
      if ((await open()) !== count * size) throw new Error(`${name} opened something else`);
      best[name] = Math.min(best[name] ?? Infinity, performance.now() - start);
    }
  }
  return best;
}

const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"] });
try {
  const page = await browser.newPage();
  await page.route("http://localhost/**", (route) => {
    const [contentType, body] = FILES[new URL(route.request().url()).pathname] ?? [];
    return body ? route.fulfill({ contentType, body: body() }) : route.fulfill({ status: 404 });
  });
  await page.goto("http://localhost/");
  const best = await page.evaluate(measure, { count: 100_000, size: 512 });
  const say = (figure, measured, unit, goal) => console.log(JSON.stringify({ figure, measured: Number(measured.toFixed(2)), unit, goal }));
  say("opening 100,000 x 512 B, the whole path", best.whole, "ms");
  say("  XChaCha20-Poly1305 alone", best.bare, "ms");
  say("  libsodium.js, XChaCha20-Poly1305", best.libsodium, "ms");
  say("  WebCrypto, AES-256-GCM, one after the other", best.webcrypto, "ms");
  say("  WebCrypto, AES-256-GCM, a thousand at once", best.batched, "ms");
  say("  alone, times as fast as libsodium.js", best.libsodium / best.bare, "x", 1.5);
  say("  alone, times as fast as WebCrypto", best.webcrypto / best.bare, "x", 10);
} finally {
  await browser.close();
}
