// What is typed into a record, while other things happen: a colleague writes the same field, the answer to what was typed
// before is still on its way, the page is left. Nothing is lost, and nothing that was not typed is written.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { bothBeforeFour } from "./lib/both.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const TITLE = 10, COMPANY = 12, PHONES = 21, STATUS = 40, TAGS = 41, DUE = 100, WHEN = 111, UNTIL = 112;

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  [anna, ben] = [await Person.open(server.origin), await Person.open(server.origin)];
  await bothBeforeFour(server, anna, ben);
  // A task, into which days are typed.
  await anna.walk("tasks");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "File the answer");
  await anna.fill("due", "2027-04-12");
  await anna.click("create-record");
  await anna.see("record");
  await anna.walk("people");
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
  // Capitals alone, which phones write by themselves, make no second tag.
  await tags.fill("Press");
  await tags.press("Enter");
  await tags.fill("Board");
  await tags.press("Enter");
  await settles(async () => (await held()).length, 2);
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

step("what is refused stays in its field, says so, and is written once it is mended", async () => {
  await anna.walk("people");
  await open(anna, "Ben Bauer");
  const title = anna.field(TITLE).locator("input");
  await title.fill(`${"long ".repeat(1_000)}title`);
  await title.press("Enter");
  await anna.field(TITLE).locator(".wrong", { hasText: "Not saved" }).waitFor();
  assert.match(await title.inputValue(), /^long long/);
  await anna.setText(TITLE, "Not so long");
  await anna.field(TITLE).locator(".wrong").waitFor({ state: "detached" });
  await anna.synced();
  await ben.walk("people");
  await open(ben, "Ben Bauer");
  await ben.textIs(TITLE, "Not so long", 30_000);
  // Given up, it is what it was.
  await title.fill("x".repeat(5_000));
  await title.press("Enter");
  await anna.field(TITLE).locator(".wrong").waitFor();
  await title.focus();
  await title.press("Escape");
  await anna.field(TITLE).locator(".wrong").waitFor({ state: "detached" });
  await anna.textIs(TITLE, "Not so long");
});

step("a moment that is passed through stays as it is, to the millisecond", async () => {
  await anna.walk("people");
  await open(anna, "Ben Bauer");
  await anna.click("log-call");
  await anna.fill("composer", "Called back.");
  await anna.click("composer-save");
  await anna.page.locator('[data-testid="timeline-entry"][data-what="call"]').waitFor();
  await anna.synced();
  await anna.walk("activities");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  const versions = async () => {
    await anna.synced();
    await anna.click("record-menu");
    await anna.click("record-history");
    await anna.see("versions");
    await anna.at("versions").getByRole("listitem").first().waitFor();
    const number = await anna.at("versions").getByRole("listitem").count();
    await anna.page.keyboard.press("Escape");
    return number;
  };
  const when = anna.field(WHEN).locator("input");
  // A browser's own form to be filled in is no value: nothing of it is seen where nothing is.
  const ink = (field) => anna.field(field).locator("input").evaluate((input) => getComputedStyle(input).color);
  assert.equal(await ink(UNTIL), "rgba(0, 0, 0, 0)");
  assert.notEqual(await ink(WHEN), "rgba(0, 0, 0, 0)");
  const [before, shown] = [await versions(), await when.inputValue()];
  await when.focus();
  await when.blur();
  // A moment of which one part is deleted is neither written nor taken for none.
  await when.focus();
  await anna.page.keyboard.press("Delete");
  await when.blur();
  await anna.page.waitForFunction(
    ([key, text]) => document.querySelector(`[data-field="${key}"] input`)?.value === text,
    [String(WHEN), shown],
  );
  assert.equal(await versions(), before);
});

step("what is taken back is not shown any more, and what a colleague takes back neither", async () => {
  await anna.walk("people");
  await open(anna, "Dora Dahl");
  const status = (person) => person.field(STATUS).locator("select");
  const choose = async (person, word) => {
    await status(person).selectOption(word);
    await person.synced();
    // Keys are a step's only where nothing is typed.
    await status(person).evaluate((select) => select.blur());
  };
  await choose(anna, "cold");
  await choose(anna, "warm");
  await anna.page.keyboard.press("Control+z");
  await settles(() => status(anna).inputValue(), "cold");
  // The same again is written again.
  await choose(anna, "warm");
  await ben.walk("people");
  await open(ben, "Dora Dahl");
  await settles(() => status(ben).inputValue(), "warm");
  await choose(ben, "cold");
  await settles(() => status(anna).inputValue(), "cold");
});

step("a number that a colleague took away is not brought back by adding another one", async () => {
  const numbers = (person) => person.field(PHONES).locator("[data-point]");
  const shown = (person) => numbers(person).evaluateAll((inputs) => inputs.map((input) => input.value));
  const add = async (number) => {
    await anna.field(PHONES).locator(".add-point").click();
    await numbers(anna).last().fill(number);
    await numbers(anna).last().press("Enter");
    await anna.synced();
  };
  await add("+49 30 1111");
  await settles(() => shown(ben), ["+49 30 1111"]);
  await ben.field(PHONES).getByRole("button", { name: "Remove" }).click();
  await ben.page.getByText("“+49 30 1111” removed.").first().waitFor();
  await ben.click("undo");
  await settles(() => shown(ben), ["+49 30 1111"], "one press brings it back");
  await ben.field(PHONES).getByRole("button", { name: "Remove" }).click();
  await settles(() => shown(ben), []);
  await ben.synced();
  await settles(() => shown(anna), []);
  await add("+49 30 3333");
  await settles(() => shown(ben), ["+49 30 3333"]);
  await settles(() => shown(anna), ["+49 30 3333"]);
});

step("what a colleague writes where one is typing is told beside it, and can be used instead", async () => {
  await anna.setText(TITLE, "Clerk");
  await anna.synced();
  await ben.textIs(TITLE, "Clerk", 30_000);
  const title = anna.field(TITLE).locator("input");
  const told = anna.field(TITLE).getByTestId("meanwhile");
  await title.fill("Anna's title");
  await ben.setText(TITLE, "Ben's title");
  // As long as she goes on, nothing of it is written.
  for (let tries = 0; tries < 60 && !(await told.isVisible()); tries += 1) {
    await title.press("s");
    await anna.page.waitForTimeout(300);
  }
  await says(told, /Ben Tal wrote “Ben's title” meanwhile\./);
  await anna.picture("typing-meanwhile");
  await title.press("Enter");
  await anna.synced();
  await ben.textIs(TITLE, await title.inputValue(), 30_000);
  await told.getByRole("button", { name: "Use this instead" }).click();
  await told.waitFor({ state: "detached" });
  await anna.textIs(TITLE, "Ben's title");
  await anna.synced();
  await ben.textIs(TITLE, "Ben's title", 30_000);
});

step("a step back gives up what was refused before it takes back what was written", async () => {
  await anna.setText(TITLE, "Written");
  await anna.synced();
  await anna.setText(TITLE, "x".repeat(5_000));
  const wrong = anna.field(TITLE).locator(".wrong");
  await wrong.waitFor();
  await anna.page.keyboard.press("Control+z");
  await wrong.waitFor({ state: "detached" });
  await anna.textIs(TITLE, "Written");
  await anna.page.keyboard.press("Control+z");
  await anna.textIs(TITLE, "Ben's title");
});

step("a day is taken as people write it and stands there as the page writes it; a day that is none says so", async () => {
  await anna.walk("tasks");
  await open(anna, "File the answer");
  await anna.textIs(DUE, "12 Apr 2027");
  const wrong = anna.field(DUE).locator(".wrong");
  await anna.setText(DUE, "31.02.2027");
  await wrong.filter({ hasText: "There is no such day." }).waitFor();
  await anna.setText(DUE, "3/4/2027");
  await wrong.filter({ hasText: "Write the day as 3 May 2024" }).waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.textIs(DUE, "12 Apr 2027");
  await wrong.waitFor({ state: "detached" });
  for (const [typed, shown] of [["3 May 2027", "3 May 2027"], ["31/12/2027", "31 Dec 2027"], ["May 4, 2027", "4 May 2027"], ["2027-05-05", "5 May 2027"]]) {
    await anna.setText(DUE, typed);
    await anna.textIs(DUE, shown);
  }
  const today = await anna.page.evaluate(() => {
    const now = new Date();
    return `${now.getDate()} ${now.toLocaleDateString("en-US", { month: "short" })} ${now.getFullYear()}`;
  });
  await anna.setText(DUE, "today");
  await anna.textIs(DUE, today);
  await anna.synced();
});

step("nothing was complained about", async () => assert.deepEqual([anna.errors, ben.errors], [[], []]));
