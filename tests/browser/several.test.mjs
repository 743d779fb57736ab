// Many records at once, from the table and from the palette; tags renamed, joined and deleted; keys that edit and tell.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const PEOPLE = "First name,Last name,Company\nAda,Aal,Berg AG\nBen,Bach,Berg AG\nCara,Cohn,Tal GmbH\n";
const [TAGS, BIRTHDAY, JOB_TITLE] = [41, 30, 10];

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await anna.walk("people");
  await anna.countIs(3);
});

after(() => dispose(anna, server));

const row = (name) => anna.page.locator('[data-testid="grid"] .grid-row[data-id]', { hasText: name });
const tagged = (name, tag) => row(name).locator(".wide .tag", { hasText: tag });
const said = (words) => anna.at("toast").getByText(words, { exact: false }).first().waitFor();
const option = (words) => anna.at("palette").getByRole("option", { name: words });
const press = (...keys) => keys.reduce((done, key) => done.then(() => anna.page.keyboard.press(key)), Promise.resolve());
const choose = (name, label) => anna.at("bulk-dialog").getByRole("combobox", { name, exact: true }).selectOption({ label });

async function selectAll() {
  await anna.at("grid").focus();
  await press("Control+a");
  await anna.at("selection-bar").getByText("3 selected").waitFor();
}

step("three people get two tags, which one undo takes back", async () => {
  await selectAll();
  await anna.click("edit-selected");
  await anna.at("bulk-dialog").getByRole("heading", { name: "Edit 3 people" }).waitFor();
  await choose("Field", "Tags");
  // Nothing is written by a press before there is something to write.
  const save = anna.at("bulk-dialog").getByRole("button", { name: "Update 3 people" });
  assert.ok(await save.isDisabled());
  await choose("What to do", "Empty the field");
  await settles(() => save.isDisabled(), false);
  await choose("What to do", "Add");
  await settles(() => save.isDisabled(), true);
  await anna.at("bulk-dialog").getByLabel("Tags").fill("press, guest");
  await anna.pictures("bulk");
  await soundAsItStands(anna);
  await anna.click("bulk-save");
  await said("3 records changed.");
  for (const name of ["Ada Aal", "Ben Bach", "Cara Cohn"]) await tagged(name, "guest").waitFor();
  await anna.at("toast").getByTestId("undo").click();
  await said("Taken back");
  await tagged("Ada Aal", "guest").waitFor({ state: "detached" });
  await press("Control+Shift+z");
  await tagged("Ada Aal", "guest").waitFor();
});

step("one is taken away by a press on what is in use, the other stays", async () => {
  await selectAll();
  await anna.click("edit-selected");
  await choose("Field", "Tags");
  await choose("What to do", "Take away");
  await anna.at("known-words").getByRole("button", { name: "Type “guest”" }).click();
  await anna.click("bulk-save");
  await said("3 records changed.");
  await tagged("Ben Bach", "guest").waitFor({ state: "detached" });
  await tagged("Ben Bach", "press").waitFor();
});

step("the selection stays for the next field, which begins with a likely one, and Esc ends it from wherever one is", async () => {
  const bar = anna.at("selection-bar");
  const first = () => anna.at("bulk-dialog").getByRole("combobox", { name: "Field", exact: true }).evaluate((select) => select.selectedOptions[0].label);
  await bar.getByText("3 selected").waitFor();
  await anna.click("edit-selected");
  await settles(first, "Status");
  await press("Escape");
  await anna.at("bulk-dialog").waitFor({ state: "detached" });
  await anna.page.locator('[data-testid="grid"]:focus').waitFor();
  await press("Escape");
  await bar.waitFor({ state: "detached" });
  await selectAll();
  for (const [name, field] of [["tag-selected", "Tags"], ["assign-selected", "Owner"]]) {
    await anna.click(name);
    await settles(first, field);
    await press("Escape");
    await anna.at("bulk-dialog").waitFor({ state: "detached" });
  }
  await anna.at("edit-selected").focus();
  await press("Escape");
  await bar.waitFor({ state: "detached" });
  await anna.page.locator('[data-testid="grid"]:focus').waitFor();
});

step("what is masked is not written over unseen: whoever is left is told, with the reason", async () => {
  await row("Cara Cohn").locator(".who").click();
  await anna.see("record");
  const input = anna.field(BIRTHDAY).locator("input").first();
  await input.fill("1985-04-12");
  await input.press("Enter");
  await anna.synced();
  await anna.walk("people");
  await selectAll();
  await anna.click("edit-selected");
  await choose("Field", "Birthday");
  await anna.at("bulk-dialog").getByLabel("New value").fill("1990-01-02");
  await anna.click("bulk-save");
  const left = await anna.see("bulk-left");
  await says(left, /2 records changed, 1 left as it was\.[\s\S]*Cara Cohn[\s\S]*masked/);
  await anna.pictures("bulk-left");
  await soundAsItStands(anna);
  await anna.click("bulk-close");
});

step("tasks are done together", async () => {
  await anna.walk("tasks");
  for (const title of ["Call", "Write"]) {
    await press("c");
    await anna.fill("title", title);
    await anna.click("create-record");
    await anna.see("record");
    await anna.walk("tasks");
  }
  await row("Write").waitFor();
  await anna.at("grid").focus();
  await press("Control+a");
  await anna.at("selection-bar").getByText("2 selected").waitFor();
  await anna.click("edit-selected");
  await choose("Field", "Done");
  await choose("What to do", "Yes");
  await anna.click("bulk-save");
  await said("2 records changed.");
  await row("Write").waitFor({ state: "detached" });
  // What has left the list is selected no longer: a key would change it unseen.
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await anna.at("toast").getByTestId("undo").click();
  await row("Write").waitFor();
});

step("the palette acts on what is selected, and finds by tag, by member and by number", async () => {
  await anna.walk("people");
  await row("Ada Aal").waitFor();
  await selectAll();
  await press("Control+k");
  await option("Add a tag").waitFor();
  await anna.pictures("palette-selected");
  await soundAsItStands(anna);
  await option("Add a tag").click();
  await anna.at("bulk-dialog").getByLabel("Tags").fill("vip");
  await anna.click("bulk-save");
  await said("3 records changed.");
  await press("Control+k");
  await anna.fill("palette-input", "#vi");
  await option(/vip/).click();
  await anna.inputIs("palette-input", /^tag:vip$/);
  await option(/Ben Bach/).waitFor();
  await anna.fill("palette-input", "@ann");
  await anna.picture("palette-member");
  await option(/Anna Berg/).click();
  await anna.inputIs("palette-input", /^owner:me$/);
  await option(/Call/).waitFor();
  await press("Escape");
  const id = await row("Cara Cohn").getAttribute("data-id");
  await press("Control+k");
  await anna.fill("palette-input", `#${id.slice(0, 10)}`);
  await option(/Cara Cohn/).click();
  await anna.at("record-name").getByText("Cara Cohn").waitFor();
});

step("E begins to edit, and the palette acts on the record on the page", async () => {
  await anna.page.locator("body").click({ position: { x: 700, y: 4 } });
  await press("e");
  await anna.page.waitForFunction(() => document.activeElement?.closest('[data-testid="field"]') !== null && document.activeElement.matches("input, textarea, select"));
  await press("Escape");
  await anna.page.evaluate(() => document.activeElement?.blur());
  await press("Control+k");
  await anna.fill("palette-input", "dele");
  await option("Delete").click();
  await said("1 person deleted.");
  await anna.countIs(2);
  await anna.at("toast").getByTestId("undo").click();
  await anna.countIs(3);
});

step("the sheet says every key", async () => {
  await press("?");
  const sheet = await anna.see("shortcuts");
  const words = await sheet.innerText();
  for (const key of ["Go to settings", "Select all", "Fill down", "Cut", "To the edge of the table", "Open the record", "Edit the first field", "Write a note", "Commands only", "Pick up, move, put down"]) assert.ok(words.includes(key), key);
  await anna.pictures("shortcuts");
  await press("Escape");
});

step("single keys are turned off and on again, what is held with Ctrl stays", async () => {
  const turn = async (on) => {
    await anna.walk("settings");
    await anna.at("single-keys").setChecked(on);
    await anna.page.evaluate(() => document.activeElement?.blur());
  };
  await turn(false);
  await anna.pictures("settings-keys");
  await press("?", "c", "g", "p");
  await anna.page.waitForTimeout(300);
  assert.equal(await anna.at("shortcuts").count(), 0);
  assert.equal(await anna.page.locator("dialog[open]").count(), 0, "no new record either");
  assert.equal(new URL(anna.page.url()).pathname, "/settings");
  await press("Control+k");
  await anna.fill("palette-input", ">short");
  await anna.at("palette").getByRole("option").first().click();
  await anna.at("shortcuts").getByTestId("keys-off").waitFor();
  await press("Escape");
  await anna.page.reload();
  await anna.unlock();
  await anna.page.evaluate(() => document.activeElement?.blur());
  await press("?");
  await anna.page.waitForTimeout(300);
  assert.equal(await anna.at("shortcuts").count(), 0, "it is kept");
  await turn(true);
  await press("?");
  await anna.see("shortcuts");
  assert.equal(await anna.at("keys-off").count(), 0);
  await press("Escape");
});

step("tags: all in one place, renamed, joined, deleted, each taken back, each the way to its list", async () => {
  await anna.walk("settings");
  await anna.click("tags-link");
  const line = (tag) => anna.page.locator(`[data-testid="tag-line"][data-tag="${tag}"]`);
  await line("press").waitFor();
  await line("vip").waitFor();
  await anna.pictures("tags");
  await soundAsItStands(anna);
  await line("press").getByTestId("tag-rename").click();
  await anna.fill("tag-name", "media");
  await anna.click("tag-save");
  await said("3 records changed.");
  await line("media").waitFor();
  await line("media").getByTestId("tag-rename").click();
  await anna.fill("tag-name", "vip");
  await anna.at("tag-joins").getByText("the two become one").waitFor();
  await anna.pictures("tag-join");
  await anna.click("tag-save");
  await line("media").waitFor({ state: "detached" });
  await anna.at("toast").getByTestId("undo").click();
  await line("media").waitFor();
  await line("vip").getByTestId("tag-delete").click();
  await line("vip").waitFor({ state: "detached" });
  await anna.at("toast").getByTestId("undo").click();
  await line("vip").waitFor();
  await line("media").getByTestId("tag-list").click();
  await anna.countIs(3);
  await anna.at("condition").getByText("media").waitFor();
  assert.doesNotMatch(anna.page.url(), /media/, "no tag stands in an address");
  await anna.walk("people");
  await row("Ada Aal").locator(".who").click();
  await anna.field(TAGS).getByText("media").waitFor();
});

step("a tag that a rule of retention names is renamed and deleted after the rule was told", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/retention"]').click();
  await anna.click("add-rule");
  await anna.fill("rule-name", "Media go");
  const dialog = anna.at("rule-dialog");
  await dialog.getByRole("combobox", { name: "Counted from" }).selectOption({ label: "It was made" });
  await dialog.getByTestId("filter").click();
  await anna.at("filter-panel").getByRole("button", { name: "Tags", exact: true }).click();
  await anna.at("filter-panel").getByText("media", { exact: false }).first().click();
  await anna.click("filter-done");
  await anna.click("rule-save");
  await anna.page.locator('[data-testid="rule"][data-name="Media go"]').waitFor();
  await anna.walk("settings");
  await anna.click("tags-link");
  const line = (tag) => anna.page.locator(`[data-testid="tag-line"][data-tag="${tag}"]`);
  await line("media").getByTestId("tag-rename").click();
  await anna.fill("tag-name", "journalist");
  await anna.click("tag-save");
  await anna.at("tag-rules").getByText("Media go").waitFor();
  await anna.pictures("tag-rules");
  await soundAsItStands(anna);
  await anna.click("tag-save");
  await said("3 records changed.");
  await line("journalist").getByTestId("tag-delete").click();
  await anna.at("tag-drop").getByText("Media go").waitFor();
  await anna.pictures("tag-drop");
  await anna.click("tag-drop-do");
  await line("journalist").waitFor({ state: "detached" });
  await anna.at("toast").getByTestId("undo").click();
  await said("Taken back");
  await line("journalist").waitFor();
});

step("an undo tells what it leaves", async () => {
  await anna.walk("people");
  // The list still asks for the tag that has another name by now.
  await anna.at("condition").locator(".off").click();
  await anna.countIs(3);
  await selectAll();
  await anna.click("edit-selected");
  await choose("Field", "Job title");
  await anna.at("bulk-dialog").getByLabel("New value").fill("Judge");
  await anna.click("bulk-save");
  await said("3 records changed.");
  await row("Cara Cohn").locator(".who").click();
  await anna.see("record");
  const title = anna.field(JOB_TITLE).locator("input").first();
  await title.fill("Notary");
  await title.press("Enter");
  // The message of the change of many still stands there.
  await anna.at("toast").getByTestId("undo").click();
  await said("Taken back: 3 records changed. 1 record stays as it was");
  await anna.pictures("undo-left");
  await settles(() => title.inputValue(), "Notary");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
