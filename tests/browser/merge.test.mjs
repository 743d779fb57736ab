// What is there twice: the queue, records side by side, one made of several by pointer and by keys, taken back; told apart
// for everybody; exactly those that were selected; on a phone. Two browsers, so that what one does the other sees.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
});

after(async () => {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

// Three pairs, the surest first: one address, one name at one company, one name.
const PEOPLE = `Given name,Family name,Company,Job title,E-mail,Phone,Tags,Notes
Vera,Quandt,Harbour Trust,Counsel,vera@quandt.example,030 1234567,vip,Met in spring.
Vera,Quandt,Harbour Trust,Partner,Vera@Quandt.example,+49 30 1234567,board,Prefers to be called.
Otto,Haas,Halden Works,Nurse,otto@haas.example,,,
Otto,Haas,Halden Works,Nurse,o.haas@halden.example,,,
Ken,Ito,,,,,,
Ito,Ken,,,ken@ito.example,,,
Bo,Li,,,bo@li.example,,,
`;

const row = (person, field) => person.at(`field-${field}`);
const heads = (person) => person.at("merge-record");
const placeIs = (person, words) => person.page.waitForFunction((words) => document.querySelector('[data-testid="place"]')?.innerText === words, words);
const TITLE = 10, EMAILS = 20, PHONES = 21, TAGS = 41, NOTES = 42;
const becomes = (person, field) => row(person, field).locator(".becomes").innerText();
const becomesIs = (person, field, words) =>
  person.page.waitForFunction(([field, words]) => document.querySelector(`[data-testid="field-${field}"] .becomes`)?.innerText.includes(words), [field, words]);

async function toQueue(person) {
  await person.walk("people");
  await person.click("find-duplicates");
  await person.see("duplicates");
}

step("an empty vault has no duplicates, and says what is compared", async () => {
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "find dup");
  await anna.page.locator("#palette-0", { hasText: /duplicates/i }).waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.see("duplicates");
  await anna.page.getByText("Nobody is here twice").waitFor();
  await anna.picture("duplicates-none");
});

step("a file with everybody twice: both copies come in, and the queue counts three", async () => {
  await anna.walk("people");
  await anna.click("empty-import");
  await anna.see("dropzone");
  await anna.at("file-input").setInputFiles({ name: "clients.csv", mimeType: "text/csv", buffer: Buffer.from(PEOPLE) });
  await anna.see("import-run");
  await anna.page.getByText("Add again").click();
  await anna.click("import-run");
  await anna.see("import-done");
  await toQueue(anna);
  await anna.countIs(3);
  await placeIs(anna, "1 of 3");
});

step("records side by side: what differs is marked, and what they become is shown as it is chosen", async () => {
  await says(anna.at("why"), /same e-mail/);
  await settles(() => heads(anna).count(), 2);
  assert.equal(await row(anna, TITLE).getAttribute("class"), "differs");
  assert.equal((await becomes(anna, EMAILS)).toLowerCase(), "vera@quandt.example", "one address, however it is written");
  assert.equal(await becomes(anna, PHONES), "+49 30 1234567", "one number, with its country");
  assert.deepEqual((await becomes(anna, TAGS)).split("\n").sort(), ["board", "vip"]);
  assert.match(await becomes(anna, NOTES), /Met in spring\.[\s\S]+Prefers to be called\.|Prefers to be called\.[\s\S]+Met in spring\./);
  await anna.pictures("duplicates");
  const stays = await heads(anna).evaluateAll((all) => all.findIndex((head) => head.classList.contains("stays")));
  const own = (await row(anna, TITLE).locator("td").nth(stays).innerText()).trim();
  assert.equal(await becomes(anna, TITLE), own, "what stays says its own");

  await row(anna, TITLE).getByRole("radio", { name: /Counsel/ }).check();
  await becomesIs(anna, TITLE, "Counsel");
  await row(anna, TITLE).getByRole("radio", { name: /Partner/ }).check();
  await becomesIs(anna, TITLE, "Partner");
  await row(anna, NOTES).getByRole("radio", { name: /Met in spring/ }).check();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="field-42"] .becomes').innerText === "Met in spring.");
  await row(anna, NOTES).getByRole("radio", { name: /All/ }).check();
  await becomesIs(anna, NOTES, "Prefers to be called.");
  const second = heads(anna).nth(1).getByRole("radio");
  await second.check();
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="merge-record"]')[1].classList.contains("stays"));
  await says(anna.at("moves"), /One record goes to the trash/);
});

step("merged by a key with the focus in a choice, taken back, merged by the button", async () => {
  await anna.page.keyboard.press("m");
  await placeIs(anna, "2 of 3");
  await anna.page.getByText("2 records are now one: Vera Quandt.").waitFor();
  await anna.click("undo");
  await placeIs(anna, "1 of 3");
  await says(anna.at("side-by-side"), /Vera Quandt/, "what was taken back is shown again");
  await anna.countIs(3);
  await row(anna, TITLE).getByRole("radio", { name: /Partner/ }).check();
  await becomesIs(anna, TITLE, "Partner");
  await anna.click("merge-do");
  await placeIs(anna, "2 of 3");
  await anna.countIs(2);
  await says(anna.at("count"), /2 left/);
});

step("a colleague sees the one that is left, with everything of both", async () => {
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben Tal");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben", undefined);
  await ben.see("join");
  await ben.click("join");
  await ben.see("day", 30_000);
  await ben.walk("people");
  await ben.countIs(6);
  await ben.search("quandt");
  await ben.countIs(1);
  await ben.page.getByText("Vera Quandt").first().click();
  await ben.see("record");
  await ben.textIs(TITLE, "Partner");
  const text = await ben.page.evaluate(() => {
    const record = document.querySelector(".record");
    return [record.innerText, ...[...record.querySelectorAll("input, textarea")].map((input) => input.value)].join("\n");
  });
  for (const held of ["Partner", "vip", "board", "+49 30 1234567"]) assert.ok(text.includes(held), held);
});

step("the team's activity tells the merge, not a deletion, and leads to the one that stayed", async () => {
  await ben.walk("feed");
  const line = ben.at("feed-line").filter({ hasText: "Anna Berg merged duplicates into Vera Quandt" });
  await line.waitFor({ timeout: 30_000 });
  // The trash is looked through by then.
  await ben.answered();
  assert.equal(await ben.at("feed-gone").count(), 0);
  await ben.pictures("merge-feed");
  await line.locator("a").click();
  await ben.textIs(TITLE, "Partner");
  await ben.walk("trash");
  await says(await ben.see("trash"), /merged into another one .* by Anna Berg/);
});

step("not the same, by a key: nobody is asked again; skipped ones come again", async () => {
  await toQueue(anna);
  await placeIs(anna, "1 of 2");
  await anna.at("side-by-side").getByText("Otto Haas").first().waitFor();
  await anna.page.keyboard.press("n");
  await placeIs(anna, "2 of 2");
  await anna.page.getByText("Remembered for everybody.").waitFor();
  await toQueue(ben);
  await ben.countIs(1);
  await ben.at("side-by-side").getByText("Ken Ito").first().waitFor();

  await anna.page.keyboard.press("s");
  await anna.page.getByText("You skipped one.").waitFor();
  await anna.click("look-again");
  await placeIs(anna, "2 of 2");
  await ben.click("not-same");
  await ben.page.getByText("Nobody is here twice").waitFor();
  await anna.page.getByText("Nobody is here twice").waitFor();
});

step("exactly the selected ones: from the bar of the list to one record, and back", async () => {
  await anna.walk("people");
  await anna.see("grid");
  await anna.page.locator(".grid-row[data-id]").nth(2).waitFor();
  await anna.page.locator(".grid").focus();
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("x");
  await anna.see("selection-bar");
  assert.equal(await anna.at("merge-selected").count(), 0, "one alone is none");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("x");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("x");
  await anna.picture("merge-bar");
  await anna.click("merge-selected");
  await anna.see("side-by-side");
  await settles(() => heads(anna).count(), 3);
  await anna.pictures("merge-three");
  await anna.at("leave-out").last().click();
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="merge-record"]').length === 2);
  await anna.click("merge-do");
  await anna.see("record");
  await anna.walk("people");
  await anna.countIs(5);
  await anna.click("undo");
  await anna.countIs(6);
});

step("companies are held against each other too", async () => {
  for (const name of ["Orbit Ltd", "Orbit"]) {
    await anna.walk("companies");
    await anna.see("new-record");
    await anna.page.keyboard.press("c");
    await anna.see("new-record-dialog");
    await anna.page.getByRole("textbox", { name: "Name", exact: true }).fill(name);
    await anna.click("create-record");
    await anna.see("record");
  }
  await anna.walk("companies");
  await anna.click("find-duplicates");
  await anna.see("side-by-side");
  await anna.countIs(1);
  await settles(() => anna.at("why").innerText(), "same name");
});

step("on a phone: each field a card, nothing wider than the screen", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.see("side-by-side");
  const wider = await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth || document.querySelector(".side-by-side").scrollWidth > innerWidth);
  assert.equal(wider, false);
  await anna.picture("duplicates-phone");
  await anna.click("merge-do");
  await anna.page.getByText("No company is here twice").waitFor();
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual([...anna.errors, ...ben.errors], []);
});

step("things of a kind of one's own: pointed out while typed, found, made one with what belongs to them, and taken back", async () => {
  const side = anna.page.locator("nav.side");
  const heading = (name) => anna.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  const toMatters = async () => {
    await side.getByText("Matters", { exact: true }).click();
    await heading("Matters");
  };
  await anna.walk("settings");
  await anna.click("add-object");
  await anna.fill("object-one", "Matter");
  await anna.fill("object-many", "Matters");
  await anna.click("object-save");
  for (const name of ["Estate of Aal", "estate of Aal"]) {
    await toMatters();
    await anna.see("new-record");
    await anna.page.keyboard.press("c");
    await anna.see("new-record-dialog");
    await anna.fill("title", name);
    if (name.startsWith("e")) await anna.at("lookalikes").getByRole("link", { name: /Estate of Aal/ }).waitFor();
    await anna.click("create-record");
    await heading(name);
  }
  await anna.click("add-task");
  await anna.fill("title", "File the motion");
  await anna.click("create-record");
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
  await toMatters();
  await anna.countIs(2);
  await anna.click("find-duplicates");
  await anna.see("side-by-side");
  await anna.countIs(1);
  await settles(() => anna.at("why").innerText(), "same name");
  // The one without the task stays: the task moves to it.
  await anna.at("merge-record").filter({ hasText: "Nothing belongs to it" }).getByRole("radio").check();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="moves"]')?.innerText.includes("moves"));
  await anna.pictures("duplicates-own");
  await anna.click("merge-do");
  await anna.page.getByText("Nothing is here twice").waitFor();
  await anna.click("undo");
  await anna.see("side-by-side");
  await anna.at("merge-record").filter({ hasText: "Nothing belongs to it" }).getByRole("radio").check();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="moves"]')?.innerText.includes("moves"));
  await anna.click("merge-do");
  await anna.page.getByText("Nothing is here twice").waitFor();
  await toMatters();
  await anna.countIs(1);
  await anna.at("grid").getByText("Estate of Aal").first().click();
  await anna.see("record");
  await anna.click("tab-tasks");
  await anna.at("related-tasks").getByText("File the motion").waitFor();
  assert.deepEqual(anna.errors, []);
});
