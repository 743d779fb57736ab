// What the server can see, shown raw; and the trail of who did what, verified against the journal.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail,Phone
Ada,Zwetschgenbaum,ada@example.org,+1 555 0100
Ben,Quittengelee,ben@example.org,
Ben,Quittengelee,,+1 555 0101
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
  await anna.synced();
});

after(() => dispose(anna, server));

/** What a press saves, as text. */
async function saved(button) {
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click(button)]);
  return readFileSync(await download.path(), "utf8");
}

step("what the server holds is shown from the settings, with what can be concluded", async () => {
  await anna.walk("settings");
  await anna.click("server-link");
  await anna.see("server-totals");
  await anna.see("server-fits");
  await anna.at("server-conclusions").getByText("member 0 (Anna Berg, a name that it does not know) signed", { exact: false }).waitFor();
  await anna.at("server-members").getByText("Anna Berg").waitFor();
  await anna.at("server-account").getByText("Nothing is kept.", { exact: false }).waitFor();
  await anna.pictures("server");
});

step("a record's versions open under it, and the list turns to the largest", async () => {
  // A list that is drawn anew in between would close what was opened.
  await anna.synced();
  const first = anna.at("server-records").getByTestId("server-record").first();
  await first.click();
  await anna.at("server-versions").getByText("Version 1", { exact: false }).waitFor();
  await first.click();
  await anna.click("server-largest");
  await anna.at("server-records").getByTestId("server-record").first().waitFor();
});

step("all of it is one JSON file, and no planted word is in it", async () => {
  const text = await saved("server-download");
  const held = JSON.parse(text);
  assert.equal(held.format, "tacit-server-view");
  assert.equal(held.presence, null);
  assert.ok(held.records.length >= 3 && held.entries.length === held.totals.entries);
  for (const word of ["Zwetschgenbaum", "Quittengelee", "example.org", "Kanzlei", "Anna"]) assert.ok(!text.includes(word), word);
});

step("nothing was seen or exported yet, and the import is told with its file", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/audit"]').click();
  await anna.see("audit");
  await anna.at("audit-list").getByTestId("audit-event").filter({ hasText: "Imported: people.csv" }).waitFor();
  await settles(() => anna.at("audit-list").getByTestId("audit-event").count(), 1);
});

step("a merge is on the trail, and the journal bears it out", async () => {
  await anna.walk("people");
  await anna.click("find-duplicates");
  await anna.see("duplicates");
  await anna.click("merge-do");
  await anna.synced();
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/audit"]').click();
  const event = anna.at("audit-list").locator('[data-did="merge"]');
  await event.filter({ hasText: "this browser" }).waitFor();
  await anna.click("audit-verify");
  await anna.see("audit-holds");
  await anna.pictures("audit");
  const rows = (await saved("audit-csv")).trim().split("\r\n");
  assert.equal(rows.length, 3);
  assert.ok(rows[0].startsWith("at,did,member,device,record") && rows.every((row) => !row.includes("Quittengelee")));
  assert.ok(JSON.parse(await saved("audit-json")).events.some(({ did }) => did === "merge"));
});

step("a filter that lets nothing through says so, and is taken away by one press", async () => {
  await anna.at("audit-filters").getByRole("combobox", { name: "What" }).selectOption({ label: "Exported" });
  await anna.at("empty").getByText("Nothing of this kind").waitFor();
  await anna.page.getByRole("button", { name: "Show everything" }).click();
  await anna.at("audit-list").getByTestId("audit-event").first().waitFor();
});

step("a birthday is masked, and shown by the eye only after the look is on the trail", async () => {
  await anna.openPerson("ada");
  const field = anna.page.locator('[data-testid="field"][data-field="30"]:visible');
  await field.getByRole("textbox").fill("1985-04-12");
  await field.getByRole("textbox").press("Enter");
  await anna.synced();
  await anna.walk("people");
  await anna.openPerson("ada");
  await field.getByTestId("masked").waitFor();
  assert.ok(!(await anna.page.content()).includes("1985"));
  await anna.pictures("masked");
  await field.getByTestId("reveal").click();
  await field.getByRole("textbox").waitFor();
  await settles(async () => /1985/.test(await field.getByRole("textbox").inputValue()), true);
  await field.getByTestId("mask-again").click();
  await field.getByTestId("masked").waitFor();
  // What was looked at and written over is not shown any more once it is taken back: the dots come again.
  await field.getByTestId("reveal").click();
  await field.getByRole("textbox").fill("1986-05-13");
  await field.getByRole("textbox").press("Enter");
  await anna.synced();
  await settles(async () => /1986/.test(await field.getByRole("textbox").inputValue()), true);
  await anna.page.keyboard.press("Control+z");
  await field.getByTestId("masked").waitFor();
  await field.getByTestId("reveal").click();
  await field.getByRole("textbox").waitFor();
  await settles(async () => /1985/.test(await field.getByRole("textbox").inputValue()), true);
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/audit"]').click();
  await anna.at("audit-list").locator('[data-did="reveal_masked"]').filter({ hasText: "field Birthday" }).first().waitFor();
});

step("a field of one's own says how delicate it is, and for which purposes", async () => {
  await anna.walk("settings");
  await anna.click("add-field");
  await anna.see("field-form");
  await anna.fill("field-name", "Diet");
  await anna.at("field-terms").getByRole("combobox", { name: "How delicate" }).selectOption({ label: "Special category (Art. 9)" });
  await anna.see("terms-hint");
  await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.pictures("field-terms");
  await anna.click("field-save");
  await anna.at("own-fields").getByText("Diet").waitFor();
});
