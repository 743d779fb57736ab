// What a locked browser still holds: nothing secret in the worker's memory, in the page, in any storage.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Person } from "./lib/browser.mjs";
import { PLANTED } from "./lib/files.mjs";
import { WorkerMemory } from "./lib/memory.mjs";
import { Server } from "./lib/server.mjs";
import { settles } from "./lib/until.mjs";

const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

// The 16 bytes of a printed Secret Key.
function keyBytes(printed) {
  const bits = [...printed.replaceAll("-", "")].map((symbol) => SYMBOLS.indexOf(symbol).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.slice(0, 128).match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

// Everything that a page's storage holds, as text; objects that cannot be read are named.
function storages() {
  const shown = (value) => {
    if (value instanceof CryptoKey) return `CryptoKey extractable=${value.extractable}`;
    if (value instanceof ArrayBuffer) value = new Uint8Array(value);
    if (ArrayBuffer.isView(value)) return [...new Uint8Array(value.buffer)].map((byte) => String.fromCharCode(byte)).join("");
    if (value && typeof value === "object") return Object.entries(value).map(([key, part]) => `${key}: ${shown(part)}`).join("; ");
    return String(value);
  };
  const done = (request) => new Promise((resolve, reject) => ((request.onsuccess = () => resolve(request.result)), (request.onerror = () => reject(request.error))));
  const local = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage })).join("\n");
  return indexedDB.databases().then(async (databases) => {
    let text = "";
    for (const { name } of databases) {
      const database = await done(indexedDB.open(name));
      for (const store of database.objectStoreNames) {
        const values = await done(database.transaction(store).objectStore(store).getAll());
        text += `${name}/${store}: ${values.map(shown).join("\n")}\n`;
      }
      database.close();
    }
    return { local, text };
  });
}

test("a locked worker's memory, page and storage hold no key, no password and no customer", async () => {
  const server = await Server.start();
  const anna = await Person.open(server.origin);
  try {
    const memory = await WorkerMemory.of(anna);
    await anna.goto(server.signUpLink);
    await anna.see("go-sign-up");
    await memory.record();
    await anna.click("go-sign-up");
    await anna.fill("name", PLANTED.signIn);
    await anna.fill("password", PLANTED.password);
    Object.assign(anna, { name: PLANTED.signIn, password: PLANTED.password });
    await anna.click("create-account");
    await anna.keepKit();
    await anna.createVault(PLANTED.vault, PLANTED.owner);
    const header = "first name,last name,email,job title,notes";
    const row = [PLANTED.given, PLANTED.family, PLANTED.email, PLANTED.title, PLANTED.notes].join(",");
    await anna.importFiles([{ name: "clients.csv", mimeType: "text/csv", buffer: Buffer.from(`${header}\r\n${row}\r\n`) }]);
    await anna.click("import-run");
    await anna.walk("people");
    await anna.see("search");
    await anna.search(PLANTED.family.toLowerCase());
    await anna.page.locator("[data-id] .who").first().click();
    await anna.see("record");
    await anna.synced();

    const words = [PLANTED.given, PLANTED.family, PLANTED.family.toLowerCase(), PLANTED.email, PLANTED.title, PLANTED.notes, PLANTED.vault, PLANTED.owner];
    const secretKey = [anna.secretKey, anna.secretKey.replaceAll("-", ""), keyBytes(anna.secretKey)];
    // Identity, box and local seed, and the first epoch's key, among what goes into nonces and boxes.
    const seeds = (await memory.given(32)).map((text) => Buffer.from(text, "base64"));
    assert.ok(seeds.length >= 4, "keys were drawn");

    const open = await memory.find([...words, ...seeds]);
    assert.ok(open.includes(PLANTED.family), "while unlocked the records are there: the test can find");
    assert.ok(open.some((needle) => seeds.includes(needle)), "and so are keys");

    await anna.click("vault-switcher");
    await anna.click("lock");
    await anna.see("unlock");
    const left = () => memory.find([...words, ...secretKey, ...seeds, anna.password]);
    await settles(async () => (await left()).map(String), [], "left in the worker's memory");

    const html = await anna.page.evaluate(() => document.documentElement.outerHTML + [...document.querySelectorAll("input, textarea")].map((input) => input.value).join("\n"));
    for (const word of [...words, anna.secretKey, anna.password]) assert.ok(!html.includes(word), `${word} is left in the page`);

    const { local, text } = await anna.page.evaluate(storages);
    assert.match(text, /CryptoKey extractable=false/, "the device's key is where it should be, and stays there");
    for (const word of [...words, anna.secretKey, anna.password]) {
      assert.ok(!local.includes(word) && !text.includes(word), `${word} lies in a storage`);
    }
    const raw = keyBytes(anna.secretKey).toString("latin1");
    assert.ok(!text.includes(raw), "the Secret Key lies in a storage");
    assert.ok(!local.includes(PLANTED.signIn), "not even the name lies in localStorage");

    await anna.unlock();
    await anna.see("record");
    assert.deepEqual(anna.errors, []);
  } finally {
    await anna.dispose();
    await server.dispose();
  }
});
