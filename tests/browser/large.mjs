// The largest file that may be attached: how long it takes to seal and send, to fetch, verify and save, and what memory the
// browser and the server take meanwhile. One JSON object a line, as `bench.mjs`. Run by `cargo xtask bench`; the bytes that
// come back are compared, no time is asserted.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { createReadStream, mkdtempSync, openSync, readFileSync, readdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const LARGEST = 2 * 1024 ** 3;
const BLOCK = 8 * 1024 ** 2;
const HOUR = 3_600_000;
const MB = 2 ** 20;

const say = (figure, measured, unit) => console.log(JSON.stringify({ figure, measured: Number(measured.toFixed(1)), unit }));

const folder = mkdtempSync(join(tmpdir(), "tacit-large-"));

// A file in which no two blocks are alike.
function large(name) {
  const path = join(folder, name);
  const file = openSync(path, "w");
  const block = randomBytes(BLOCK);
  for (let at = 0; at < LARGEST; at += BLOCK) {
    block.writeBigUInt64LE(BigInt(at));
    writeSync(file, block);
  }
  return path;
}

async function same(one, other) {
  const theirs = createReadStream(other, { highWaterMark: BLOCK })[Symbol.asyncIterator]();
  let rest = Buffer.alloc(0);
  for await (let mine of createReadStream(one, { highWaterMark: BLOCK })) {
    while (mine.length > 0) {
      if (rest.length === 0) rest = (await theirs.next()).value ?? assert.fail("the copy is shorter");
      const length = Math.min(mine.length, rest.length);
      assert.ok(mine.subarray(0, length).equals(rest.subarray(0, length)), "the copy differs");
      [mine, rest] = [mine.subarray(length), rest.subarray(length)];
    }
  }
  assert.ok(rest.length === 0 && (await theirs.next()).done, "the copy is longer");
}

// The largest resident memory of any process that belongs to this browser, from when this is called on.
function watch(person) {
  const status = (pid, name) => {
    try {
      return Number(readFileSync(`/proc/${pid}/status`, "utf8").match(new RegExp(`${name}:\\s+(\\d+)`))?.[1] ?? 0);
    } catch {
      return 0;
    }
  };
  const belongs = (pid) => {
    for (let at = pid; at > 1; at = status(at, "PPid")) {
      try {
        if (readFileSync(`/proc/${at}/cmdline`, "latin1").includes(person.folder)) return true;
      } catch {
        return false;
      }
    }
    return false;
  };
  let most = 0;
  const look = () => {
    const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number).filter(belongs);
    most = Math.max(most, ...pids.map((pid) => status(pid, "VmRSS") * 1024));
  };
  look();
  const timer = setInterval(look, 500);
  return () => (clearInterval(timer), most);
}

// What `run` takes, in seconds, and the most memory meanwhile.
async function measured(person, server, what, run) {
  const [before, memory] = [watch(person)(), watch(person)];
  const start = performance.now();
  await run(start);
  const seconds = (performance.now() - start) / 1000;
  say(`${what}`, seconds, "s");
  say(`${what}: rate`, LARGEST / MB / seconds, "MB/s");
  say(`${what}: largest browser process, above before`, (memory() - before) / MB, "MB");
  say(`${what}: server, resident`, server.memory() / MB, "MB");
}

const server = await Server.start({ tapped: false });
const anna = await Person.open(server.origin);
try {
  const path = large("largest.bin");
  await anna.signUp(server.signUpLink, "bench", undefined);
  await anna.createVault("Bench", "Anna");
  await anna.click("new-record");
  await anna.fill("given", "Vera");
  await anna.fill("family", "Quandt");
  await anna.click("create-record");
  await anna.openFiles();
  // Looked for once a second: looking at every frame would take half a core of the page's own thread.
  const seen = (selector) => anna.page.waitForFunction((selector) => document.querySelector(selector), selector, { polling: 1_000, timeout: HOUR });
  await measured(anna, server, "2 GB file: read, sealed, sent, confirmed", async (start) => {
    await anna.at("attach-input").setInputFiles(path);
    await seen('[data-testid="file"]');
    const sealed = performance.now();
    say("2 GB file: read and sealed, of that", (sealed - start) / 1000, "s");
    await seen('[data-testid="file"][data-kept="true"]');
  });
  await measured(anna, server, "2 GB file: fetched, verified, saved", async () => {
    const arrives = anna.page.waitForEvent("download", { timeout: HOUR });
    await anna.click("file-download");
    await same(path, await (await arrives).path());
  });
  assert.deepEqual(anna.errors, []);
} finally {
  await anna.dispose();
  await server.dispose();
  rmSync(folder, { recursive: true, force: true });
}
