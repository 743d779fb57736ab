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
