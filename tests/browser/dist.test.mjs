// The built client: offline, everything that it needs is kept; online, nothing is loaded twice.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const ROOT = join(import.meta.dirname, "../..");
const DIST = join(ROOT, "dist");
const page = readFileSync(join(DIST, "index.html"), "utf8");

// As the service worker looks for them: with the expression that stands in its own source.
function named() {
  const source = readFileSync(join(DIST, "sw.js"), "utf8");
  const [, expression] = source.match(/const NAMED = \/(.+)\/g;/);
  return new Set([...page.matchAll(new RegExp(expression, "g"))].map((match) => match[1]));
}

function built() {
  const all = readdirSync(DIST, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = all.map((entry) => join(entry.parentPath, entry.name).slice(DIST.length));
  return paths.filter((path) => /\.(js|wasm|css|woff2|svg)$/.test(path) && path !== "/sw.js");
}

test("the service worker keeps every file of the build, and names none that is not there", () => {
  assert.deepEqual([...named()].sort(), built().sort());
});

test("the page has no inline script or style, and integrity on each script and style sheet", () => {
  const tags = [...page.matchAll(/<(?:script|link rel="(?:stylesheet|modulepreload)")[^>]*>/g)].map((match) => match[0]);
  assert.ok(tags.length > 5);
  for (const tag of tags) assert.match(tag, /\b(?:src|href)="\/[^"]+-[0-9a-f]{12,}[^"]*".*integrity="sha384-|integrity="sha384-.*\b(?:src|href)="\//, tag);
  assert.doesNotMatch(page, /<style|\sstyle=/);
});

test("a first visit loads each file once", async () => {
  const server = await Server.start();
  const visitor = await Person.open(server.origin, { serviceWorkers: "block" });
  try {
    await visitor.goto(server.signUpLink);
    await visitor.see("go-sign-up");
    const files = server.requestLines().filter((line) => /\.(js|wasm|css|woff2)$/.test(line));
    assert.ok(files.some((line) => /\/app-.*\.wasm$/.test(line)) && files.some((line) => /\/worker-.*\.wasm$/.test(line)));
    assert.deepEqual(files, [...new Set(files)]);
    assert.deepEqual(visitor.errors, []);
  } finally {
    await visitor.dispose();
    await server.dispose();
  }
});

test("words behind the door that do not come are told, and come when they are tried again", async () => {
  const server = await Server.start();
  const visitor = await Person.open(server.origin, { serviceWorkers: "block" });
  const words = "**/app-english-*.wasm";
  try {
    let refused = 0;
    await visitor.context.route(words, (route) => ((refused += 1), route.abort()));
    // The door needs none of them.
    await visitor.signUp(server.signUpLink, "mira.lang");
    await (await visitor.see("vault-name")).fill("Northwind Law");
    await visitor.fill("my-name", "Mira Lang");
    await visitor.click("create-vault");
    assert.match(await (await visitor.see("problem")).innerText(), /Part of Tacit could not be loaded/);
    assert.ok(refused > 1, "they were asked for ahead, and again when they were needed");
    await visitor.context.unroute(words);
    await visitor.click("create-vault");
    await visitor.see("part-missing");
    await visitor.click("part-again");
    await visitor.see("day");
    assert.match(await visitor.page.innerText("main"), /My day/);
    // A refused part is noted by its loader; the page itself did not fail.
    assert.equal(await visitor.page.locator(".broken").count(), 0);
  } finally {
    await visitor.dispose();
    await server.dispose();
  }
});

test("words behind the door are loaded while somebody is at it", async () => {
  const server = await Server.start();
  const visitor = await Person.open(server.origin, { serviceWorkers: "block" });
  try {
    const words = visitor.page.waitForResponse(/\/app-english-[0-9a-f]+\.wasm$/);
    await visitor.goto(server.signUpLink);
    await visitor.see("go-sign-up");
    assert.equal((await words).status(), 200);
    const german = await Person.open(server.origin, { serviceWorkers: "block", locale: "de-DE" });
    try {
      const files = [];
      german.page.on("request", (request) => files.push(request.url()));
      await german.goto(server.signUpLink);
      await german.see("go-sign-up");
      await german.page.waitForLoadState("networkidle");
      assert.ok(files.some((url) => url.includes("/app-german-")) && !files.some((url) => url.includes("/app-english-")));
    } finally {
      await german.dispose();
    }
    assert.deepEqual(visitor.errors, []);
  } finally {
    await visitor.dispose();
    await server.dispose();
  }
});
