// Finding what is meant: operators in a list, a name typed wrong, the name of a file, and the palette. Nothing of it goes
// into an address.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const folder = mkdtempSync(join(tmpdir(), "tacit-search-"));
let server, anna;
const step = steps(() => ({ anna }));

const PEOPLE = `First Name,Last Name,Company,Email,Tags
Ada,Lovelace,Halden Works,ada@halden.example,vip
Jürgen,Weißenberger,Halden Works,,press
Charlotte,Dvořák,Nakamura,charlotte@nakamura.example,
`;

const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const heading = (name) => anna.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const place = (text) => anna.at("place").getByText(text, { exact: true }).waitFor();
const focused = (what) => anna.page.waitForFunction((what) => document.activeElement?.matches(what), what);
const option = (name) => anna.at("palette").getByRole("option", { name });

// Opens it, and waits until it listens: the one that was just closed may still be on its way out.
async function palette(words) {
  await anna.at("palette").waitFor({ state: "detached" });
  await anna.page.keyboard.press("Control+k");
  await focused('[data-testid="palette-input"]');
  await anna.fill("palette-input", words);
}

async function choose(words, name) {
  await palette(words);
  await option(name).first().click();
}

const names = () => anna.page.locator("[data-id]:visible").allInnerTexts();
const shown = (text) => anna.page.locator("[data-id]:visible").filter({ hasText: text }).waitFor();

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.importFiles(file("people.csv", PEOPLE));
  await anna.click("import-run");
  await anna.walk("people");
  await anna.countIs(3);
});

after(async () => {
  await anna?.dispose();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

step("operators narrow a list, and an unfinished one narrows nothing", async () => {
  for (const [typed, number] of [["tag:vip", 1], ["company:halden -tag:vip", 1], ["has:email", 2], ["has:", 3], ["\"charlotte dvorak\"", 1], ["created:today", 3]]) {
    await anna.search(typed);
    await anna.countIs(number);
  }
  assert.equal(await anna.at("instead").isVisible(), false);
});

step("a name typed wrong finds the person, and one quiet line says so", async () => {
  await anna.search("weisenberger");
  await shown("Weißenberger");
  await anna.at("instead").getByText("Showing what resembles “weisenberger”: Weißenberger").waitFor();
  await anna.pictures("search-instead");
  await anna.search("weissenberger");
  await shown("Weißenberger");
  await anna.at("instead").waitFor({ state: "hidden" });
});

step("German words are operators as well, and one that there is not is told with the one that was meant", async () => {
  for (const [typed, number] of [["schlagwort:vip", 1], ["firma:halden -tag:vip", 1], ["hat:email", 2], ["angelegt:heute", 3]]) {
    await anna.search(typed);
    await anna.countIs(number);
  }
  const told = anna.at("unknown-operator");
  await anna.search("creatd:today");
  await settles(() => told.innerText(), "“creatd:” is not a word that search knows. Did you mean “created:”?");
  await anna.pictures("search-unknown");
  await anna.search("foo:bar");
  await settles(() => told.innerText(), "“foo:” is not a word that search knows.");
  await anna.search("10:30");
  await told.waitFor({ state: "detached" });
  await anna.see("empty");
  await palette("creatd:heute");
  await anna.at("palette").getByText("Did you mean “created:”?").waitFor();
  await anna.page.keyboard.press("Escape");
});

step("a menu lists what can be typed, by keys alone", async () => {
  await anna.search("");
  await anna.at("search-help").click();
  await anna.page.getByRole("menu", { name: "What can be typed here" }).waitFor();
  await anna.picture("search-help");
  await anna.page.keyboard.press("Escape");
  await anna.at("search").press("Tab");
  await anna.page.keyboard.press("Enter");
  await anna.page.getByRole("menu", { name: "What can be typed here" }).waitFor();
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => document.querySelector("[data-search]").value === "tag:vip");
  await anna.countIs(1);
  await settles(async () => /Lovelace/.test((await names()).join()), true);
});

step("a file's name finds the one who holds it", async () => {
  await anna.openPerson("charlotte");
  await anna.openFiles();
  await anna.at("attach-input").setInputFiles(file("Kostrelune Vollmacht.txt", "text"));
  await anna.page.getByText("Kostrelune Vollmacht.txt").first().waitFor();
  await anna.walk("people");
  await anna.search("kostrelune");
  await shown("Charlotte");
  await anna.countIs(1);
  await anna.search("has:file");
  await anna.countIs(1);
});

step("the palette corrects as well, and lists what can be typed", async () => {
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "lovelcae");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Ada Lovelace" }).waitFor();
  await anna.at("palette").getByText("Showing what resembles “lovelcae”: Lovelace").waitFor();
  await anna.pictures("palette-instead");
  await anna.fill("palette-input", "?");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "is:person" }).waitFor();
  await anna.pictures("palette-help");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => document.querySelector("[data-testid=palette-input]").value === "tag:vip");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Ada Lovelace" }).waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.see("record");
  await settles(() => anna.at("record-name").innerText(), "Ada Lovelace");
  assert.doesNotMatch(anna.page.url(), /vip|lovel/i, "what is searched stands in no address");
});

step("the palette leaves out who is on the page, and beside members says nothing of what resembles a word", async () => {
  await anna.openPerson("lovelace");
  await anna.openPerson("charlotte");
  await palette("");
  await option("Ada Lovelace").waitFor();
  assert.equal(await option(/^Charlotte/).count(), 0);
  const told = anna.at("palette").getByTestId("instead");
  await anna.fill("palette-input", "lovelcae");
  await told.waitFor();
  await anna.fill("palette-input", "@lovelcae");
  await anna.at("palette").getByText("Nothing fits").waitFor();
  await anna.answered();
  assert.equal(await told.isVisible(), false);
  await anna.fill("palette-input", "@ber");
  await option(/^Anna Berg/).waitFor();
  await anna.page.keyboard.press("Escape");
});

step("places are found by other words in either language, and sections of Settings have addresses", async () => {
  await palette("dsgvo");
  await option(/^Privacy/).first().waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForURL("**/privacy");
  await palette("sprache");
  await option(/Appearance/).waitFor();
  await anna.pictures("palette-other-words");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForURL("**/settings?at=appearance");
  await focused("#appearance");
  await anna.page.getByRole("region", { name: "Appearance", exact: true }).waitFor();
  await palette("dark");
  await anna.page.keyboard.press("Enter");
  await anna.page.locator('html[data-theme="dark"]').waitFor({ state: "attached" });
  await anna.page.locator('#appearance button[aria-pressed="true"]', { hasText: "Dark" }).waitFor();
  await palette("system");
  await anna.page.keyboard.press("Enter");
  await anna.page.locator("html:not([data-theme])").waitFor({ state: "attached" });
  // Where one is already it leads there all the same.
  await palette("templates");
  await option(/^Templates/).waitFor();
  await anna.page.keyboard.press("Enter");
  await focused("#templates");
  await palette("templates");
  await option(/^Templates/).waitFor();
  await anna.page.evaluate(() => document.querySelector("#templates").removeAttribute("tabindex"));
  await anna.page.keyboard.press("Enter");
  await focused("#templates");
});

step("Settings list their sections, lead to each and mark the one that is read", async () => {
  await anna.walk("people");
  await anna.walk("settings");
  const sections = anna.at("settings-sections");
  const current = () => sections.locator("[aria-current]").allInnerTexts();
  await anna.see("pipelines");
  await settles(current, ["Appearance"]);
  const order = await anna.page.locator('[data-testid="settings"] > section').evaluateAll((all) => all.map((section) => section.id));
  const listed = await sections.getByRole("link").evaluateAll((all) => all.map((link) => new URL(link.href).searchParams.get("at")));
  assert.deepEqual(listed, order, "in the order of the page");
  assert.deepEqual(order.slice(-2), ["ending", "leaving"], "what ends something comes last");
  await sections.getByRole("link", { name: "Pipelines", exact: true }).click();
  await anna.page.waitForURL("**/settings?at=pipelines");
  await focused("#pipelines");
  await settles(current, ["Pipelines"]);
  const stays = await anna.box(sections);
  assert.ok(stays.y >= 0 && stays.y < 200, `the list stays in sight, not at ${stays.y}`);
  await anna.pictures("settings-sections");
  await anna.page.locator("main .scroll").first().evaluate((scroll) => scroll.scrollTo(0, 0));
  await settles(current, ["Appearance"]);
  await anna.page.setViewportSize(PHONE.viewport);
  await sections.getByRole("link", { name: "Leaving Tacit", exact: true }).click();
  await anna.page.waitForURL("**/settings?at=leaving");
  await focused("#leaving");
  const overflow = await anna.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await anna.page.setViewportSize(WIDE.viewport);
});

step("what destroys or locks comes last, and never by a word that begins alike", async () => {
  await anna.openPerson("lovelace");
  const first = (words) => anna.page.locator("#palette-0", { hasText: words }).waitFor();
  await palette("rem");
  await option("Add a task").waitFor();
  assert.equal(await option(/^Delete/).count(), 0, "whoever types “rem” may mean to be reminded");
  await anna.fill("palette-input", "tras");
  await first("Trash");
  await option(/^Delete/).waitFor();
  const lines = await anna.page.locator(".palette [role=option]").allInnerTexts();
  assert.match(lines.at(-1).trim(), /^Delete/, lines.join("\n"));
  await anna.fill("palette-input", "DELETE");
  await first("Delete");
  await anna.fill("palette-input", "entf");
  await option(/^Delete/).waitFor({ state: "detached" });
  await anna.page.keyboard.press("Escape");
  await anna.see("record");
});

step("names of what can be done go before other words, and records come last", async () => {
  await anna.openPerson("lovelace");
  await palette("ad");
  await option("Add a note").waitFor();
  await option("Ada Lovelace").first().waitFor();
  const all = await anna.page.locator(".palette [role=option]").allInnerTexts();
  const at = (words) => all.findIndex((text) => text.includes(words));
  assert.ok(at("Add a note") >= 0 && at("Add a note") < at("Ada Lovelace"), all.join("\n"));
  await anna.page.keyboard.press("Escape");
});

step("what stands on the page is acted on from the palette", async () => {
  await choose("add a note", "Add a note");
  await focused('[data-testid="composer"]');
  await choose("log call", "Log a call");
  await anna.page.locator('[data-testid="log-call"][aria-pressed="true"]').waitFor();
  // To whom is asked in the palette: a name, and Enter.
  for (const [typed, name, said] of [["ber", /^Anna Berg/, "1 record assigned to Anna Berg."], ["nob", "Nobody", "1 record has no owner now."]]) {
    await choose("assign to", /^Assign to/);
    await focused('[data-testid="palette-input"]');
    await option("Nobody").waitFor();
    await anna.fill("palette-input", typed);
    await settles(() => anna.at("palette").getByRole("option").count(), 1);
    await option(name).waitFor();
    await anna.page.keyboard.press("Enter");
    await anna.page.getByText(said).first().waitFor();
  }
  await choose("history", "History");
  await anna.see("history-dialog");
  await anna.page.keyboard.press("Escape");
  await anna.at("history-dialog").waitFor({ state: "detached" });
  await choose("add a task", "Add a task");
  await anna.fill("title", "Ring her back");
  await anna.page.keyboard.press("Control+Enter");
  const task = anna.at("related-tasks").getByText("Ring her back");
  await task.waitFor();
  await task.click();
  await heading("Ring her back");
  for (const words of ["Mark as not done", "Mark as done"]) {
    await anna.click("task-done");
    await settles(async () => (await anna.at("task-done").innerText()).trim(), words);
  }
  await choose("erledigt", "Mark as done");
  await anna.page.getByText("“Ring her back” is done.").first().waitFor();
  await choose("mark as not", "Mark as not done");
  await anna.page.getByText("“Ring her back” is open again.").first().waitFor();
  await choose("undo", /^Undo/);
  await anna.page.getByText("Taken back").first().waitFor();
  await palette("redo");
  await option(/^Redo/).waitFor();
  assert.equal(await option(/^Undo/).count(), 0, "each goes by its own word");
  await anna.page.keyboard.press("Escape");
  await palette("mark as");
  await option("Mark as not done").waitFor();
  await anna.page.keyboard.press("Escape");
});

step("J and K walk along what the palette found, the records of another, and a day", async () => {
  await palette("halden");
  await option(/Jürgen/).waitFor();
  const found = (await anna.page.locator(".palette [role=option] > .cut:not(.faint)").allInnerTexts()).map((text) => text.trim());
  assert.ok(found.length >= 3, found.join());
  await option(found[0]).first().click();
  await heading(found[0]);
  await place(`1 of ${found.length}`);
  await anna.page.keyboard.press("j");
  await heading(found[1]);
  await place(`2 of ${found.length}`);
  await anna.page.keyboard.press("k");
  await heading(found[0]);

  await anna.walk("companies");
  await anna.page.locator("[data-id] .who", { hasText: "Halden Works" }).first().click();
  await heading("Halden Works");
  await anna.click("tab-people");
  await anna.at("related-people").getByRole("link").nth(1).waitFor();
  const people = (await anna.at("related-people").locator("a .grow").allInnerTexts()).map((text) => text.trim());
  await anna.at("related-people").getByRole("link").first().click();
  await heading(people[0]);
  await place("1 of 2");
  await anna.page.keyboard.press("j");
  await heading(people[1]);
  await place("2 of 2");

  for (const title of ["Ask the notary", "Book the room"]) {
    await anna.walk("tasks");
    await anna.see("search");
    await anna.page.keyboard.press("c");
    await anna.fill("title", title);
    await anna.click("create-record");
    await heading(title);
    assert.equal(await anna.at("place").count(), 0, "a new record stands in no order");
  }
  await anna.walk("day");
  const today = anna.at("day-today").getByRole("link");
  await today.nth(1).waitFor();
  const total = await today.count();
  await today.nth(1).click();
  await place(`2 of ${total}`);
  await anna.page.keyboard.press("k");
  await place(`1 of ${total}`);
});

step("the form of an activity begins where one writes, not at its cross", async () => {
  await anna.walk("activities");
  await anna.page.getByRole("heading", { level: 1, name: "Activities" }).waitFor();
  await anna.page.keyboard.press("c");
  await anna.see("new-record-dialog");
  await focused('[data-testid="title"]');
  await anna.click("cancel-record");
});

step("the way along a list is there after a reload, and what is kept of it are ids", async () => {
  await anna.walk("people");
  await anna.search("");
  await anna.countIs(3);
  await anna.page.locator("[data-id] .who").first().click();
  const before = await (await anna.see("place")).innerText();
  await anna.page.waitForFunction(() => history.state?.way);
  assert.match(await anna.page.evaluate(() => JSON.stringify(history.state)), /^\{"way":"\/people\/[0-9a-f]{32}:\/people\/[0-9a-f]{32}(,\/people\/[0-9a-f]{32})+"\}$/);
  await anna.page.reload();
  await anna.unlock();
  await place(before);
  await anna.page.keyboard.press("j");
  await anna.at("place").filter({ hasText: / of 3/ }).filter({ hasNotText: before }).waitFor();
  await anna.page.keyboard.press("k");
  await place(before);
});

step("on a phone the same", async () => {
  await anna.walk("people");
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.at("toggle-search").click();
  await anna.search("weisenberger");
  await shown("Weißenberger");
  await anna.at("instead").waitFor();
  await anna.picture("search-phone");
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual(anna.errors, []);
});
