// What a team defines itself: fields of its own, in the record, the list and its filters; pipelines, on the board; kinds with
// dates, in a calendar.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,Status
Ada,Aal,hot
Ben,Bauer,lead
Cleo,Clark,hot
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const own = () => anna.at("own-fields");
const lines = (name) => anna.at(name).locator(".what b").allInnerTexts();

async function linesAre(name, expected) {
  await settles(() => lines(name), expected);
}

async function addField(name, holds, words) {
  await anna.click("add-field");
  await anna.fill("field-name", name);
  await anna.at("field-form").getByRole("combobox", { name: "Holds" }).selectOption({ label: holds });
  if (words) await anna.fill("field-words", words);
  await anna.at("field-purposes").getByLabel("Customer service").check();
}

step("fields are defined with a name and what they hold, and one name is taken once", async () => {
  await anna.walk("settings");
  await own().getByText("None yet.").waitFor();
  await addField("Risk", "One of several choices", "low\nmedium\nhigh");
  await anna.pictures("own-field-form");
  await anna.click("field-save");
  await linesAre("own-field", ["Risk"]);
  await addField("Hours", "Number");
  await anna.click("field-save");
  await linesAre("own-field", ["Risk", "Hours"]);
  await addField("job title", "Text");
  await anna.click("field-save");
  await anna.at("field-form").getByText("This cannot be a field: there is a field of this name already.", { exact: false }).waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.click("leaving-discard");
  await own().scrollIntoViewIfNeeded();
  await anna.pictures("own-fields");
});

step("a field stands on every record's page and is typed as people write", async () => {
  await anna.openPerson("ada");
  const card = anna.page.getByRole("region", { name: "Own fields" }).or(anna.page.locator('section[aria-label="Own fields"]')).first();
  await card.waitFor();
  const hours = card.getByLabel("Hours");
  await hours.fill("1.234,5");
  await hours.press("Enter");
  await anna.page.waitForFunction(() => document.querySelector('section[aria-label="Own fields"] input[inputmode="decimal"]').value === "1,234.5");
  await hours.fill("many");
  await hours.press("Enter");
  await anna.page.getByText("This does not read as a number", { exact: false }).first().waitFor();
  await card.getByRole("combobox", { name: "Risk" }).selectOption("high");
  await card.scrollIntoViewIfNeeded();
  await anna.pictures("own-record");
  await anna.page.reload();
  await anna.unlock();
  await anna.see("record");
  await anna.page.waitForFunction(() => document.querySelector('section[aria-label="Own fields"] input[inputmode="decimal"]')?.value === "1,234.5");
});

step("a field is a column, a filter and a cell", async () => {
  await anna.walk("people");
  await anna.countIs(3);
  await anna.click("columns");
  for (const name of ["Risk", "Hours"]) await anna.page.getByRole("checkbox", { name, exact: true }).click();
  await anna.page.keyboard.press("Escape");
  await anna.page.getByRole("columnheader", { name: "Hours" }).waitFor();
  await anna.page.locator(".grid-body").getByText("1,234.5").waitFor();
  await anna.pictures("own-columns");
});

step("a removed field is gone from the page and comes back with what it held", async () => {
  await anna.walk("settings");
  await anna.at("own-field").filter({ hasText: "Hours" }).getByText("in 1 record").waitFor();
  await anna.at("own-field").filter({ hasText: "Hours" }).getByRole("button", { name: "Remove Hours" }).click();
  await linesAre("own-field", ["Risk"]);
  await anna.page.getByRole("button", { name: "Undo" }).first().click();
  await linesAre("own-field", ["Risk", "Hours"]);
  await anna.at("own-field").filter({ hasText: "Hours" }).getByRole("button", { name: "Move Hours up" }).click();
  await linesAre("own-field", ["Hours", "Risk"]);
});

step("a pipeline's stages are named, added and put in order; one with deals in it stays", async () => {
  await anna.walk("deals");
  await anna.page.keyboard.press("c");
  await anna.see("new-record-dialog");
  await anna.page.getByRole("textbox", { name: "Title" }).fill("Merger");
  await anna.click("create-record");
  await anna.walk("settings");
  await anna.at("pipeline").getByRole("button", { name: /^Edit/ }).click();
  const stages = anna.at("stage");
  await stages.first().getByLabel("Name of the stage").fill("Enquiry");
  await anna.click("add-stage");
  await stages.nth(4).getByLabel("Name of the stage").fill("Trial");
  await anna.pictures("own-pipeline-form");
  await anna.click("pipeline-save");
  await anna.at("pipeline").getByText("Enquiry → Meeting → Offer → Negotiation → Trial → Won → Lost").waitFor();

  await anna.at("pipeline").getByRole("button", { name: /^Edit/ }).click();
  await stages.first().getByRole("button", { name: "Remove Enquiry" }).click();
  await anna.click("pipeline-save");
  const refusal = anna.at("pipeline-form").getByText("1 deal stands in “Enquiry”", { exact: false });
  await refusal.waitFor();
  // It is about the stages as they were then.
  await stages.first().getByRole("button", { name: /^Move .* down$/ }).click();
  await refusal.waitFor({ state: "detached" });
  await anna.page.keyboard.press("Escape");
});

step("the board shows one pipeline at a time", async () => {
  await anna.click("add-pipeline");
  await anna.fill("pipeline-name", "Grants");
  await anna.click("pipeline-save");
  await linesAre("pipeline", ["Pipeline", "Grants"]);
  await anna.walk("deals");
  await anna.at("board").getByText("Merger").waitFor();
  await settles(() => anna.at("board").getByRole("heading", { name: "Trial" }).count(), 1);
  await anna.at("pipeline-of-board").getByRole("combobox").selectOption({ label: "Grants" });
  await anna.at("board").getByRole("heading", { name: "Trial" }).waitFor({ state: "detached" });
  await anna.at("board").getByText("Merger").waitFor({ state: "detached" });
  await anna.pictures("own-board");
  // A view keeps which one.
  await anna.click("views");
  await anna.click("save-view-as");
  await anna.fill("view-name", "Money given");
  await anna.click("view-save");
  const kept = anna.page.getByRole("link", { name: "Money given" });
  await kept.waitFor();
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await anna.at("board").getByText("Merger").waitFor();
  await kept.click();
  await anna.at("board").getByText("Merger").waitFor({ state: "detached" });
  const shown = anna.at("pipeline-of-board").getByRole("combobox");
  await settles(() => shown.evaluate((select) => select.selectedOptions[0].textContent), "Grants");
  assert.match(new URL(anna.page.url()).search, /^\?v=[0-9a-f]{32}$/, "the view alone says so");
  assert.deepEqual(anna.errors, []);
});

// The days lie in a month that has begun nowhere yet.
const MONTH = `${new Date().getFullYear() + 1}-06`;
const on = (day) => anna.page.locator(`[data-testid="calendar-grid"] [data-day="${MONTH}-${day}"]`);
const event = (day) => on(day).getByTestId("event").filter({ hasText: "Merger of the mills" });
const matters = () => anna.page.locator("nav.side").getByText("Matters", { exact: true });

async function addMatter(title, dates) {
  await matters().click();
  await anna.page.getByRole("heading", { level: 1, name: "Matters", exact: true }).waitFor();
  await anna.page.keyboard.press("c");
  await anna.fill("title", title);
  const part = await anna.see("own-part");
  for (const [name, day] of dates) await part.getByLabel(name).fill(`${MONTH}-${day}`);
  await anna.click("create-record");
  await anna.page.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
}

step("records of an own kind with dates stand in a calendar; by keys one goes to another day, and undo brings it back", async () => {
  await anna.walk("settings");
  await anna.click("add-object");
  await anna.fill("object-one", "Matter");
  await anna.fill("object-many", "Matters");
  await anna.click("object-save");
  await anna.at("own-object").getByText("Matters", { exact: true }).waitFor();
  await own().getByRole("combobox", { name: "For" }).selectOption({ label: "Matters" });
  for (const name of ["Hearing", "Filed"]) {
    await anna.click("add-field");
    await anna.fill("field-name", name);
    await anna.at("field-form").getByRole("combobox", { name: "Holds" }).selectOption({ label: "Date" });
    await anna.click("field-save");
    await anna.at("own-field").getByText(name, { exact: true }).waitFor();
  }
  await addMatter("Merger of the mills", [["Hearing", "10"], ["Filed", "20"]]);
  await addMatter("Appeal", []);
  await matters().click();
  await anna.countIs(2);
  await anna.click("layout-calendar");
  await anna.see("list-calendar");
  await anna.goto(`${new URL(anna.page.url()).pathname}?view=calendar&days=month&day=${MONTH}-10`);
  await anna.unlock();
  await event("10").waitFor();
  await anna.at("calendar-undated").getByText("One record has no such date.").waitFor();
  await anna.pictures("own-calendar");
  await event("10").focus();
  for (const key of [" ", "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await event("11").waitFor();
  await anna.click("undo");
  await event("10").waitFor();
});

step("the calendar goes by another date when that is chosen, also after a reload, and so does its file", async () => {
  await anna.at("date-of-calendar").getByRole("combobox").selectOption({ label: "Filed" });
  await event("20").waitFor();
  assert.equal(await event("10").count(), 0);
  await anna.page.waitForFunction(() => location.hash.startsWith("#~") && location.hash.length > 9);
  await anna.page.reload();
  await anna.unlock();
  await event("20").waitFor();
  await anna.click("calendar-files");
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click("ics-shown")]);
  const text = readFileSync(await download.path(), "utf8");
  assert.ok(text.includes(`DTSTART;VALUE=DATE:${MONTH.replace("-", "")}20\r\nSUMMARY:Merger of the mills\r\n`), text);
  await anna.walk("calendar");
  await anna.click("calendar-lists");
  await anna.at("calendar-of-own").filter({ hasText: "Matters" }).click();
  await anna.see("list-calendar");
});

step("in the calendar of everything they stand beside tasks and meetings where that is chosen, and are moved there too", async () => {
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await anna.see("calendar-grid");
  assert.equal(await event("10").count(), 0);
  await anna.click("calendar-lists");
  await anna.at("calendar-with").filter({ hasText: "Matters: Hearing" }).click();
  await event("10").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.page.waitForFunction(() => new URL(location.href).searchParams.has("with"));
  await event("10").focus();
  for (const key of [" ", "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await event("11").waitFor();
  await anna.pictures("calendar-with-own");
  assert.deepEqual(anna.errors, []);
});
