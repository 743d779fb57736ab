// The benchmark page of the product, run in Chromium with 10,000, 100,000 and 1,000,000 made-up people, and MiniSearch on
// people of the same making beside it. One JSON object a line, as `bench.mjs`. Run by `cargo xtask bench`; sizes can be
// given: `node trial.mjs 10000`. Nothing is asserted here.
import { chromium } from "playwright-core";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { EXECUTABLE, Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000, 1_000_000];
// MiniSearch takes ten times the memory of the records: a million do not fit into a tab.
const MOST_BESIDE = 100_000;
const HOUR = 3_600_000;
const GOALS = {
  unlock: { 100_000: 0.8 },
  search: { 100_000: 5, 1_000_000: 40 },
  palette: { 100_000: 5 },
  sort: { 100_000: 50 },
  filter: { 100_000: 50 },
  group: { 100_000: 50 },
  memory: { 100_000: 1, 1_000_000: 1 },
  allowed: { 100_000: 80 },
  residue: { 100_000: 3_000 },
  package: { 100_000: 2_000 },
  "longest-task": { 10_000: 50, 100_000: 50, 1_000_000: 50 },
};
const WORDS = {
  unlock: "unlock to list",
  search: "search as you type, p95",
  palette: "palette as you type, p95",
  sort: "sort, slowest of three",
  filter: "filter by tag",
  group: "group by status",
  board: "board, in the worker",
  record: "record with timeline, p95",
  bulk: "bulk edit of 1,000",
  memory: "memory of the worker, for each person",
  allowed: "who may get the newsletter",
  residue: "search for what is left of somebody",
  package: "access package",
  "list-shown": "list, from address to rows",
  "longest-task": "longest main-thread task, scrolling and typing",
  "board-shown": "board, from address to cards",
  "record-shown": "record, from address to name",
  "page-memory": "memory of the page",
};
const TYPED = ["Lovelace", "müller 555", "søren partners", "graß", "counsel hot", "0042", "ли", "novak.12", "a", "e"];

const say = (figure, measured, unit, goal) => console.log(JSON.stringify({ figure, measured: Number(measured.toFixed(measured < 10 ? 2 : 0)), unit, goal }));

function sayOne(id, value, people) {
  const [scale, unit] = { unlock: [1e3, "s"], memory: [people * 1e3, "kB"], "page-memory": [1e6, "MB"] }[id] ?? [1, "ms"];
  say(`${people.toLocaleString("en")}: ${WORDS[id]}`, value / scale, unit, GOALS[id]?.[people]);
}

// Of what takes time: from one size to the next, ten times as many.
const MOST_GROWTH = 11;
const NO_TIME = ["memory", "page-memory", "longest-task"];
const last = { people: 0, values: new Map() };

function sayGrowth(values, people) {
  for (const [id, value] of values) {
    const before = last.values.get(id);
    if (people !== 10 * last.people || !before || NO_TIME.includes(id)) continue;
    say(`${last.people.toLocaleString("en")} to ${people.toLocaleString("en")}: growth of ${WORDS[id]}`, value / before, "times", MOST_GROWTH);
  }
  [last.people, last.values] = [people, values];
}

async function ours(people) {
  const server = await Server.start({ tapped: false });
  const anna = await Person.open(server.origin);
  try {
    await anna.signUp(server.signUpLink, "trial", undefined);
    await anna.createVault("Trial", "Anna");
    await anna.walk("settings");
    await (await anna.see("speed-link")).click();
    await (await anna.see(`trial-${people}`)).click();
    await anna.see("trial-done", HOUR);
    const rows = await anna.page.$$eval("[data-figure]", (rows) => rows.map((row) => [row.dataset.figure, row.dataset.value]));
    const values = new Map(rows.filter(([, value]) => value !== undefined).map(([id, value]) => [id, Number(value)]));
    for (const [id, value] of values) sayOne(id, value, people);
    sayGrowth(values, people);
    await anna.picture(`trial-${people}`);
  } finally {
    await anna.dispose();
    await server.dispose();
  }
}

// Runs in the page: MiniSearch as its authors recommend it for typing, words beginning with what was typed, all of them.
async function besides({ lines, typed }) {
  const fields = ["given", "family", "title", "emails", "phones", "status", "tags", "notes", "company"];
  const people = lines.split("\n").filter(Boolean).map((line, id) => ({ id, ...Object.fromEntries(line.split("\t").map((value, at) => [fields[at], value])) }));
  const before = performance.memory.usedJSHeapSize;
  const start = performance.now();
  const index = new window.MiniSearch({ fields, searchOptions: { prefix: true, combineWith: "AND" } });
  index.addAll(people);
  const indexed = performance.now() - start;
  const times = typed
    .flatMap((text) => [...text].map((_, at) => [...text].slice(0, at + 1).join("")))
    .map((text) => {
      const start = performance.now();
      index.search(text);
      return performance.now() - start;
    });
  times.sort((a, b) => a - b);
  return { indexed, p95: times[Math.floor(times.length * 0.95)], memory: performance.memory.usedJSHeapSize - before };
}

async function miniSearch(people) {
  const made = ["run", "--quiet", "--locked", "--release", "-p", "tacit-crm", "--example", "made_up", "--", String(people)];
  const lines = execFileSync("cargo", made, { maxBuffer: 2 ** 30, encoding: "utf8" });
  const bundle = join(dirname(createRequire(import.meta.url).resolve("minisearch")), "../umd/index.js");
  const browser = await chromium.launch({ executablePath: EXECUTABLE, args: ["--no-sandbox", "--enable-precise-memory-info", "--js-flags=--max-old-space-size=4000"] });
  try {
    const page = await browser.newPage();
    await page.addScriptTag({ content: readFileSync(bundle, "utf8") });
    const { indexed, p95, memory } = await page.evaluate(besides, { lines, typed: TYPED });
    const name = `${people.toLocaleString("en")}: MiniSearch`;
    say(`${name}, index`, indexed / 1e3, "s");
    say(`${name}, search as you type, p95`, p95, "ms");
    say(`${name}, memory`, memory / 1e6, "MB");
  } finally {
    await browser.close();
  }
}

for (const people of SIZES) {
  await ours(people);
  if (people <= MOST_BESIDE) await miniSearch(people);
}
