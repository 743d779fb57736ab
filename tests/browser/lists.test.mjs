// Lists that are picked by hand: made from a selection, on a record's page and by the palette; shown, renamed, deleted, undone.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const PEOPLE = "First name,Last name,Company\nAda,Aal,Berg AG\nBen,Bach,Berg AG\nCara,Cohn,Tal GmbH\n";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(PEOPLE);
});

after(() => dispose(anna, server));

const rows = () => anna.page.locator('[data-testid="grid"] [data-id] .who');
const shown = (...names) => anna.page.waitForFunction(
  (names) => {
    const seen = [...document.querySelectorAll('[data-testid="grid"] .grid-body > [data-id]:not([hidden]) .who')].map((row) => row.innerText.trim());
    return names.every((name) => seen.some((row) => row.includes(name))) && seen.filter(Boolean).length === names.length;
  },
  names,
  { timeout: 15_000 },
);
const said = (words) => anna.page.getByText(words, { exact: false }).first().waitFor();
const select = async (name) => {
  const row = anna.page.locator('[data-testid="grid"] [data-id]', { hasText: name });
  await row.hover();
  await row.locator('input[type="checkbox"], .check').first().click();
};

step("there are none, and the page says what they are for", async () => {
  await anna.walk("lists");
  await anna.at("empty").getByText("No lists yet").waitFor();
  await anna.pictures("lists-empty");
  await soundAsItStands(anna);
  await anna.click("lists-first");
  await anna.click("list-save");
  await anna.at("list-form").getByText("The list has no name yet", { exact: false }).waitFor();
  await anna.fill("list-name", "Spring dinner");
  await anna.fill("list-about", "Guests of 12 May");
  await anna.pictures("list-form");
  await anna.click("list-save");
  await anna.at("list-title").getByText("Spring dinner").waitFor();
  await anna.at("empty").getByText("No people on this list yet").waitFor();
  await anna.see("list-add-first");
  await anna.pictures("list-empty");
});

step("who is selected in a table goes onto it, and onto a new one that is named on the spot", async () => {
  await anna.walk("people");
  await anna.countIs(3);
  await select("Ada Aal");
  await select("Ben Bach");
  await anna.click("list-selected");
  await anna.fill("pick-list-input", "spr");
  await anna.pictures("pick-list");
  await anna.page.keyboard.press("Enter");
  await said("2 records added to “Spring dinner”");
  await anna.click("list-selected");
  await anna.fill("pick-list-input", "Press");
  await anna.page.getByRole("option", { name: "New list “Press”" }).click();
  await said("2 records added to “Press”");
  await anna.walk("lists");
  await anna.at("list-line").nth(1).waitFor();
  await anna.pictures("lists");
  await soundAsItStands(anna);
});

step("its page is the table of the kind, with its own search and count", async () => {
  await anna.at("list-line").getByText("Spring dinner").click();
  await shown("Ada Aal", "Ben Bach");
  const marked = anna.page.locator('nav.side [aria-current="page"]');
  await marked.filter({ hasText: "Spring dinner" }).waitFor();
  assert.equal(await marked.count(), 1, "the list alone is marked, not all of them");
  await anna.search("ben");
  await shown("Ben Bach");
  await anna.search("");
  await shown("Ada Aal", "Ben Bach");
  await anna.pictures("list");
  await soundAsItStands(anna);
  await rows().first().click();
  await anna.see("record");
  await anna.at("place").getByText("1 of 2").waitFor();
  await anna.page.keyboard.press("j");
  await anna.at("record-name").getByText("Ben Bach").waitFor();
});

step("the way back leads to the list, and on through it", async () => {
  const crumbs = anna.page.locator("nav.crumbs");
  await says(crumbs, /Lists\s+Spring dinner\s+Ben Bach/);
  await anna.page.keyboard.press("k");
  await anna.at("record-name").getByText("Ada Aal").waitFor();
  await anna.pictures("record-from-list");
  await crumbs.getByRole("link", { name: "Spring dinner" }).click();
  await shown("Ada Aal", "Ben Bach");
  assert.match(new URL(anna.page.url()).pathname, /^\/lists\/[0-9a-f]{32}\/people$/);
});

step("a new record is on the list from the first, and one undo takes both back", async () => {
  await anna.click("list-new");
  await anna.fill("given", "Dora");
  await anna.fill("family", "Dahl");
  await anna.click("create-record");
  await shown("Ada Aal", "Ben Bach", "Dora Dahl");
  await anna.page.keyboard.press("Control+z");
  await shown("Ada Aal", "Ben Bach");
  await anna.page.keyboard.press("c");
  await anna.see("new-record-dialog");
  await anna.page.keyboard.press("Escape");
  await anna.page.locator('[data-testid="grid"] [data-id]', { hasText: "Ben Bach" }).locator(".who").click();
  await anna.at("record-name").getByText("Ben Bach").waitFor();
});

step("the record's page tells its lists, and takes it off one", async () => {
  const field = anna.field(160);
  await field.getByText("Spring dinner").waitFor();
  await field.getByText("Press").waitFor();
  await anna.pictures("record-lists");
  await field.getByRole("button", { name: "Take Press off" }).or(field.getByRole("button", { name: /Press/ })).first().click();
  await field.getByText("Press").waitFor({ state: "detached" });
  await anna.synced();
  const offered = anna.page.getByRole("option", { name: /Board 2027/ });
  // The field is drawn anew once the change is in the vault, and what was typed until then is not in it.
  for (let tries = 0; tries < 10 && !(await offered.isVisible()); tries += 1) {
    await field.getByRole("combobox").fill("Board 2027");
    await offered.waitFor({ timeout: 1_500 }).catch(() => {});
  }
  await offered.click();
  await field.getByRole("link", { name: "Board 2027" }).waitFor();
});

step("companies are on the same list, added by name", async () => {
  await anna.walk("lists");
  await anna.at("list-line").getByText("Spring dinner").click();
  await anna.at("list-companies").click();
  await anna.at("empty").getByText("No companies on this list yet").waitFor();
  await anna.click("list-add-first");
  await anna.at("list-add-dialog").getByRole("combobox").fill("tal");
  await anna.page.getByRole("option", { name: "Tal GmbH" }).click();
  await said("1 record added to “Spring dinner”");
  await anna.page.keyboard.press("Escape");
  await shown("Tal GmbH");
  assert.match(new URL(anna.page.url()).pathname, /^\/lists\/[0-9a-f]{32}\/companies$/);
  await anna.page.reload();
  await anna.unlock();
  await shown("Tal GmbH");
});

step("a selection is taken off it, which is undone", async () => {
  await anna.at("list-people").click();
  await shown("Ada Aal", "Ben Bach");
  await select("Ada Aal");
  await anna.click("unlist-selected");
  await said("1 record taken off “Spring dinner”");
  await shown("Ben Bach");
  await anna.page.keyboard.press("Control+z");
  await shown("Ada Aal", "Ben Bach");
});

step("the palette finds lists, and puts the record on the page onto one", async () => {
  await anna.openPerson("cara");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "add to li");
  // What the record on the page offers comes with an answer.
  await anna.page.locator("#palette-0", { hasText: /add to/i }).waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.fill("pick-list-input", "spring");
  await anna.page.keyboard.press("Enter");
  await said("1 record added to “Spring dinner”");
  await anna.field(160).getByText("Spring dinner").waitFor();
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "spring");
  await anna.at("palette").getByRole("option", { name: /Spring dinner/ }).last().click();
  await shown("Ada Aal", "Ben Bach", "Cara Cohn");
  // What its own page cannot do is not offered there.
  await anna.at("palette").waitFor({ state: "detached" });
  await anna.page.keyboard.press("Control+k");
  await anna.at("palette").getByRole("option", { name: "Keyboard shortcuts" }).waitFor();
  // What the record on the page offers comes with an answer.
  await anna.page.waitForTimeout(1_000);
  await anna.answered();
  for (const name of ["Edit", "History"]) assert.equal(await anna.at("palette").getByRole("option", { name, exact: true }).count(), 0, name);
  await anna.page.keyboard.press("Escape");
  await anna.at("palette").waitFor({ state: "detached" });
});

step("all people can be filtered by it, and found by its name", async () => {
  await anna.walk("people");
  await anna.search("list:press");
  await anna.countIs(1);
  await anna.search("");
  await anna.countIs(3);
});

step("it is renamed, deleted, and brought back with who was on it", async () => {
  await anna.page.locator("nav.side").getByText("Spring dinner").click();
  await shown("Ada Aal", "Ben Bach", "Cara Cohn");
  await anna.click("list-menu");
  await anna.click("list-rename");
  await anna.fill("list-name", "Summer dinner");
  await anna.click("list-save");
  await anna.at("list-title").getByText("Summer dinner").waitFor();
  await anna.synced();
  await anna.click("list-menu");
  await anna.click("list-delete");
  await said("List deleted");
  await anna.page.locator("nav.side").getByText("Summer dinner").waitFor({ state: "detached" });
  await anna.synced();
  await anna.walk("feed");
  await anna.at("feed-gone").getByText("Summer dinner").waitFor();
  await anna.pictures("feed-gone");
  await soundAsItStands(anna);
  await anna.walk("trash");
  await anna.page.locator("main").getByText("Summer dinner").first().waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.page.locator("nav.side").getByText("Summer dinner").click();
  await shown("Ada Aal", "Ben Bach", "Cara Cohn");
});

step("a list stands where it was left: by the way back, by the path, by the bar; wide and on a phone", async () => {
  const guests = Array.from({ length: 150 }, (_, at) => `Guest,No${at},guest${at}@tal.example`);
  await anna.walk("people");
  await anna.bring(["First name,Last name,Email", ...guests].join("\n"), "guests.csv");
  await anna.walk("people");
  await anna.countIs(153);
  const grid = '[data-testid="grid"]';
  const top = () => anna.page.evaluate((grid) => document.querySelector(grid)?.scrollTop, grid);
  const inSight = () => anna.page.evaluate((grid) => {
    const { top, bottom } = document.querySelector(grid).getBoundingClientRect();
    const rows = [...document.querySelectorAll(`${grid} .grid-row[data-id]:not([hidden])`)];
    return rows.find((row) => row.getBoundingClientRect().top > top + 100 && row.getBoundingClientRect().bottom < bottom - 100)?.dataset.id;
  }, grid);
  const open = async () => {
    await anna.page.locator(`${grid} [data-id="${await inSight()}"] .who`).click();
    await anna.see("record");
  };
  for (const { viewport } of [WIDE, PHONE]) {
    await anna.page.setViewportSize(viewport);
    await anna.page.evaluate((grid) => document.querySelector(grid).scrollTo(0, 2400), grid);
    await anna.page.waitForFunction((grid) => document.querySelector(grid).innerText.includes("Guest No"), grid);
    await settles(async () => Boolean(await inSight()), true);
    await open();
    await anna.page.goBack();
    await settles(top, 2400, "by the way back");
    await settles(async () => Boolean(await inSight()), true);
    await open();
    await anna.page.locator("nav.crumbs a").first().click();
    await settles(top, 2400, "by the path");
    await anna.walk("day");
    await anna.see("day");
    await anna.walk("people");
    await settles(top, 2400, "by the bar");
    await settles(async () => Boolean(await inSight()), true);
  }
  await anna.page.setViewportSize(WIDE.viewport);
});

step("on a phone it is reached and read", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("lists");
  await anna.at("list-line").getByText("Summer dinner").click();
  await rows().first().waitFor();
  const wide = await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, "nothing is wider than the phone");
  // Where one is chosen, each tells how many are on it there too.
  await anna.at("grid").focus();
  for (const key of ["Home", "x"]) await anna.page.keyboard.press(key);
  await anna.click("list-selected");
  const summer = anna.at("pick-list").getByRole("option", { name: /Summer dinner/ });
  await summer.locator(".num").getByText(/^\d+$/).waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.at("pick-list").waitFor({ state: "detached" });
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual(anna.errors, []);
});
