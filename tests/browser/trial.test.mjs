// Measuring on made-up people, in Settings: what is on the list of figures, and that the own vault is as it was.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound, soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start({ tapped: false });
  anna = await Person.founder(server);
  await anna.walk("people");
  const buffer = Buffer.from("First name,Last name\nVera,Quandt\n");
  await anna.bring({ name: "people.csv", mimeType: "text/csv", buffer });
  await anna.synced();
});

after(() => dispose(anna, server));

// Her own vault, with the one person in it, and nothing of what was made up.
async function ownVault() {
  await anna.walk("people");
  await anna.countIs(1);
  await says(anna.at("grid"), /Vera Quandt/);
  const files = await anna.page.evaluate(async () => {
    const names = [];
    const walk = async (folder) => {
      for await (const [name, handle] of folder.entries()) {
        names.push(name);
        if (handle.kind === "directory") await walk(handle);
      }
    };
    await walk(await navigator.storage.getDirectory());
    return names;
  });
  assert.deepEqual(files.filter((name) => name.startsWith("trial")), []);
  assert.deepEqual(anna.errors, []);
}

step("every figure is measured through the worker and the pages, and nothing stays", async () => {
  await anna.walk("settings");
  await anna.click("speed-link");
  await anna.see("trial-card");
  assert.equal(await anna.page.evaluate(() => location.pathname), "/settings/speed");
  await anna.pictures("trial-card");
  await anna.click("trial-10000");
  await anna.see("trial-runs");
  await anna.see("trial-done", 150_000);
  const rows = await anna.page.$$eval("[data-figure]", (rows) => rows.map((row) => [row.dataset.figure, Number(row.dataset.value)]));
  const ids = ["unlock", "search", "palette", "sort", "filter", "group", "board", "record", "bulk", "memory"];
  assert.deepEqual(rows.map(([id]) => id), [...ids, "list-shown", "longest-task", "board-shown", "record-shown", "page-memory", "allowed", "residue", "package"]);
  // A stop under 50 ms is none; everything else took some time, or some room.
  for (const [id, value] of rows) assert.ok(id === "longest-task" ? value >= 0 : value > 0, `${id}: ${value}`);
  await anna.pictures("trial-done");
  await sound(anna, "what was measured");
  await anna.click("trial-close");
  // The address is the one it was begun from, and the way back passes none of the pages that were only measured.
  await anna.see("trial-card");
  assert.equal(await anna.page.evaluate(() => location.pathname), "/settings/speed");
  await anna.page.goBack();
  await anna.see("speed-link");
  await anna.page.goForward();
  await anna.see("trial-card");
  await ownVault();
});

step("stopped while the vault is built, it is as if it had not begun", async () => {
  await anna.goto("/settings/speed");
  await anna.unlock();
  await anna.click("trial-100000");
  await anna.see("trial-runs");
  // It goes on meanwhile: as it stands while it is built.
  await anna.at("trial").getByRole("progressbar").waitFor();
  await soundAsItStands(anna);
  await anna.see("trial-runs");
  await anna.click("trial-cancel");
  await anna.at("trial").waitFor({ state: "detached" });
  await ownVault();
});
