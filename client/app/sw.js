// Keeps the page's code for use offline: index.html and every file it names (scripts, wasm, styles, fonts, icon),
// nothing else. It never answers for /api, never stores an answer of it, and sees no customer data.
//
// A new build has a new index.html, which names files by new hashes. On a visit online the page comes from the
// server; if it differs from what is kept, the new set is fetched whole before the old one is dropped, so what is
// kept is always one complete build.
const PREFIX = "tacit-shell-";
const NAMED = /["'\s](\/[\w./-]+\.(?:js|wasm|css|woff2|svg))(?=["'\s])/g;

async function digest(text) {
  const bytes = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)));
  return [...bytes.slice(0, 12)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function filesOf(html) {
  return [...new Set([...html.matchAll(NAMED)].map((match) => match[1]))].filter((path) => !path.startsWith("/api/"));
}

// The whole response is kept, headers too: the content security policy must hold offline as well.
async function keep(response) {
  if (!response.ok) throw new Error(`status ${response.status}`);
  const html = await response.clone().text();
  const name = PREFIX + (await digest(html));
  if (await caches.has(name)) return;
  const building = `building-${name}`;
  const cache = await caches.open(building);
  try {
    await Promise.all(filesOf(html).map((path) => copy(cache, path)));
    const whole = await caches.open(name);
    for (const request of await cache.keys()) await whole.put(request, await cache.match(request));
    await whole.put("/", response);
  } finally {
    await caches.delete(building);
  }
  for (const other of await caches.keys()) if (other !== name) await caches.delete(other);
}

// Files named by hash never change: what an older build already holds need not be fetched again.
async function copy(cache, path) {
  const held = /[0-9a-f]{12,}/.test(path) ? await caches.match(path) : undefined;
  const response = held ?? (await fetch(path, { cache: "no-cache" }));
  if (!response.ok) throw new Error(path);
  await cache.put(path, response.clone());
}

async function currentPage() {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX)) continue;
    const page = await (await caches.open(name)).match("/");
    if (page) return page;
  }
  return Response.error();
}

async function page(event) {
  try {
    // Every address of the page is the same document; asking for "/" keeps record ids out of the server's log.
    const response = await fetch("/", { cache: "no-cache", signal: AbortSignal.timeout(4000) });
    if (!response.ok) return response.status >= 500 ? await currentPage() : response;
    event.waitUntil(keep(response.clone()).catch(() => {}));
    return response;
  } catch {
    return currentPage();
  }
}

self.addEventListener("install", (event) => {
  event.waitUntil(fetch("/", { cache: "no-cache" }).then(keep).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim());
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== location.origin || address.pathname.startsWith("/api/")) return;
  if (request.mode === "navigate") {
    event.respondWith(page(event));
  } else {
    event.respondWith(caches.match(request, { ignoreVary: true }).then((held) => held ?? fetch(request)));
  }
});
