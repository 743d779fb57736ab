// What is typed, while other things happen: a colleague writes the same field, the answer to what was typed before is still
// on its way, the page is left, the list goes on without the row. Nothing is lost, and nothing that was not typed is written.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const TITLE = 10, COMPANY = 12, TAGS = 41;
const FILE = `First name,Last name,Status,Company,Job title
Ada,Aal,cold,Berg,Notary
Ben,Bauer,cold,Berg,Clerk
Cleo,Clark,cold,Bergmann,Judge
Dora,Dahl,hot,,Clerk
`;

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  [anna, ben] = [await Person.open(server.origin), await Person.open(server.origin)];
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.importFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await anna.click("import-run");
  await anna.see("import-done");
  await anna.synced(60_000);
  await ben.join(await anna.invite("Ben Tal", "Editor"), "ben@example.org", PASSWORD);
  for (const one of [anna, ben]) {
    await one.walk("people");
    await one.countIs(4, 60_000);
  }
});

after(() => dispose(anna, ben, server));

const open = async (person, name) => {
  await person.page.locator(".grid-row[data-id] .who", { hasText: name }).click();
  await person.see("record");
};

step("a field that is passed through leaves what a colleague wrote meanwhile; what is typed stays", async () => {
  await open(anna, "Ada Aal");
  await open(ben, "Ada Aal");
  const title = anna.field(TITLE).locator("input");
  await title.focus();
  await ben.setText(TITLE, "Judge");
  await ben.synced();
  await anna.textIs(TITLE, "Judge", 30_000);
  assert.ok(await title.evaluate((input) => input === document.activeElement), "the caret stayed");
  await title.blur();
  await anna.synced();
  await ben.synced();
  await anna.textIs(TITLE, "Judge");
  await ben.textIs(TITLE, "Judge");
  // Typed, it is kept over what comes.
  await title.fill("Counsel");
  await ben.setText(TITLE, "Clerk");
  await ben.synced();
  await anna.synced();
  await anna.textIs(TITLE, "Counsel");
  await title.press("Enter");
  await anna.synced();
  await ben.textIs(TITLE, "Counsel", 30_000);
});

step("two tags in one breath are two, and two taken off are none", async () => {
  const tags = anna.field(TAGS).locator("input");
  // Within one turn: the record cannot tell of the first before the second is written.
  await tags.evaluate((input) => {
    input.focus();
    for (const tag of ["press", "board"]) {
      input.value = tag;
      input.dispatchEvent(new InputEvent("input", { bubbles: true }));
      input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
    }
  });
  const held = () => anna.field(TAGS).locator(".tag").allInnerTexts();
  await anna.field(TAGS).locator(".tag", { hasText: "press" }).waitFor();
  await anna.field(TAGS).locator(".tag", { hasText: "board" }).waitFor();
  assert.equal((await held()).length, 2);
  await anna.field(TAGS).evaluate((field) => field.querySelectorAll(".tag button").forEach((button) => button.click()));
  await anna.page.waitForFunction((key) => document.querySelectorAll(`[data-field="${key}"] .tag`).length === 0, String(TAGS));
  await anna.synced();
});

step("Enter before the answer chooses what fits, and makes nothing that is there", async () => {
  await anna.page.goBack();
  await open(anna, "Dora Dahl");
  const company = anna.field(COMPANY).locator("input");
  await company.focus();
  await anna.at("suggestions").waitFor();
  // The list still answers nothing typed: its first line is another company.
  await company.evaluate((input) => {
    input.value = "bergma";
    input.dispatchEvent(new InputEvent("input", { bubbles: true }));
    input.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true, cancelable: true }));
  });
  await anna.textIs(COMPANY, "Bergmann");
  await anna.walk("companies");
  await anna.countIs(2);
});

step("what is typed is written when the page is left", async () => {
  await anna.walk("people");
  await open(anna, "Ben Bauer");
  await anna.field(TITLE).locator("input").fill("Registrar");
  await anna.page.goBack();
  await anna.see("grid");
  await open(anna, "Ben Bauer");
  await anna.textIs(TITLE, "Registrar");
  await anna.page.goBack();
});

step("the next cell is typed into while the row of the one before leaves the list", async () => {
  await anna.see("grid");
  await anna.click("filter");
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("cold", { exact: true }).click();
  await anna.click("filter-done");
  await anna.countIs(3);
  const status = anna.page.locator(".grid-row[data-id] > .wide").nth(4);
  await status.click();
  await anna.page.locator('#marked-cell[aria-label="Status: cold"]').waitFor();
  await anna.page.keyboard.type("hot");
  await anna.page.keyboard.press("Enter");
  await anna.page.keyboard.type("warm");
  // What stands there stays as long as somebody types into it.
  assert.equal(await anna.at("cell-edit").inputValue(), "warm");
  await anna.page.keyboard.press("Enter");
  await anna.countIs(1);
  await anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Cleo Clark" }).waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.page.keyboard.press("Control+z");
  await anna.countIs(3);
});

step("what is marked is marked where it goes, and a row in its place is left alone", async () => {
  const cell = anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Cleo Clark" }).locator(".wide").nth(4);
  await cell.click();
  await anna.page.locator('#marked-cell[aria-label="Status: cold"]').waitFor();
  await ben.walk("people");
  await ben.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Ada Aal" }).locator(".wide").nth(4).click();
  await ben.page.locator('#marked-cell[aria-label="Status: cold"]').waitFor();
  await ben.page.keyboard.type("hot");
  await ben.page.keyboard.press("Enter");
  await ben.synced();
  await anna.countIs(2, 60_000);
  await anna.page.keyboard.type("lead");
  await anna.page.keyboard.press("Enter");
  await anna.countIs(1);
  await anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Ben Bauer" }).waitFor();
});

step("nothing was complained about", async () => assert.deepEqual([anna.errors, ben.errors], [[], []]));
