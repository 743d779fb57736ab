// A list and its calendar under one filter and one address: it says what is shown, opens the same again, and holds no word
// of a customer. And a deal that ends is asked why, wherever its stage was written.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const SECRET = "Ombrelyth";
const NOTES = 42;
// A month that has begun nowhere yet: nothing is late.
const MONTH = `${new Date().getFullYear() + 1}-06`;

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, { timezoneId: "Europe/Berlin", locale: "en-GB" });
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
});

after(() => dispose(anna, server));

const on = (day) => anna.page.locator(`[data-testid="calendar-grid"] [data-day="${MONTH}-${day}"]`);
const events = () => anna.at("event").allInnerTexts();
const settled = () => anna.settledAddress();

// As somebody who follows a link: the page is loaded, and the vault unlocked.
async function open(address) {
  await anna.page.goto("about:blank");
  await anna.goto(address);
  await anna.unlock();
}

async function add(fields) {
  await anna.page.keyboard.press("c");
  for (const [name, text] of Object.entries(fields)) await anna.fill(name, text);
  await anna.click("create-record");
  await anna.see("record");
}

async function eventsAre(names) {
  await settles(async () => (await events()).map((text) => text.trim()).sort(), names);
}

step("empty lists offer what helps there: import where there is one, made-up records where nobody is real yet", async () => {
  await anna.walk("companies");
  await anna.see("empty-import");
  await anna.see("empty-demo");
  await anna.walk("tasks");
  await anna.see("empty-demo");
  assert.equal(await anna.at("empty-import").count(), 0, "tasks come in no file");
  await anna.pictures("tasks-empty");
  for (const [title, due] of [[`Call ${SECRET}`, `${MONTH}-10`], [`Write to ${SECRET}`, `${MONTH}-12`], ["Report", `${MONTH}-11`], [`Visit ${SECRET}`, ""]]) {
    await anna.walk("tasks");
    await add({ title, due });
    const notes = anna.field(NOTES).locator("textarea");
    await notes.fill(title);
    await notes.blur();
  }
});

step("a condition set on the table holds in the calendar, and the address says both without a word of it", async () => {
  await anna.walk("tasks");
  await anna.countIs(4);
  await anna.click("filter");
  await anna.at("filter-panel").getByRole("button", { name: "Notes" }).click();
  await anna.page.keyboard.type(SECRET);
  await anna.page.keyboard.press("Enter");
  await anna.countIs(3);
  await settled();
  await anna.click("layout-calendar");
  await anna.see("list-calendar");
  await anna.click("layout-month");
  assert.match(new URL(anna.page.url()).search, /^\?view=calendar&days=month&day=/);
  await open((await settled()).replace(/day=[0-9-]+/, `day=${MONTH}-10`));
  await eventsAre([`Call ${SECRET}`, `Write to ${SECRET}`]);
  await anna.countIs(3);
  await anna.at("calendar-undated").getByText("One task stands on no day").waitFor();
  await anna.see("condition");
  const address = await settled();
  assert.ok(!decodeURIComponent(address).includes(SECRET), "the address is sealed");
  assert.ok(!server.requestLines().some((line) => line.includes("~")), "and not sent");
  await anna.pictures("list-calendar");
});

step("taken off in the calendar it is off in the table; back brings what was, forward what came", async () => {
  const filtered = await settled();
  await anna.at("condition").locator(".off").first().click();
  await eventsAre([`Call ${SECRET}`, "Report", `Write to ${SECRET}`].sort());
  await anna.page.waitForFunction(() => location.hash === "");
  await open(filtered);
  await eventsAre([`Call ${SECRET}`, `Write to ${SECRET}`]);
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.countIs(3);
  await anna.walk("dashboard");
  await anna.see("dashboard");
  await anna.walk("tasks");
  await anna.see("condition");
  await anna.at("condition").locator(".off").first().click();
  await anna.countIs(4);
  await anna.page.goBack();
  await anna.see("dashboard");
  await anna.page.goBack();
  await anna.see("condition");
  await anna.countIs(3);
});

step("a search is found again, and an address of another vault or with a part missing shows everything and says so", async () => {
  await anna.at("condition").locator(".off").first().click();
  await anna.countIs(4);
  await anna.search("visit");
  await anna.countIs(1);
  const address = await settled();
  await open(address);
  await anna.countIs(1);
  assert.equal(await anna.at("search").first().inputValue(), "visit");
  await open(`/tasks${new URL(address).hash.slice(0, -9)}`);
  await anna.page.getByText("or part of it is missing").waitFor();
  await anna.countIs(4);
});

step("groups and columns stand in the address as well; a copied link opens them anywhere", async () => {
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Assigned to" }).click();
  await anna.at("group").first().waitFor();
  await anna.click("views");
  await anna.click("copy-list-link");
  await anna.page.getByText("Copied").waitFor();
  const link = await anna.page.evaluate(() => navigator.clipboard.readText());
  assert.match(link, /\/tasks#~[\w-]{200,}$/);
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "No groups" }).click();
  await anna.at("group").first().waitFor({ state: "detached" });
  // Pasted into the address of the open page.
  await anna.page.evaluate((link) => location.assign(link), link);
  await anna.at("group").first().waitFor();
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "No groups" }).click();
});

step("a view keeps the calendar with its filter; its file holds what is filtered", async () => {
  await anna.click("layout-calendar");
  await anna.search("write");
  await anna.page.waitForFunction(() => location.search.startsWith("?view=calendar"));
  await open((await settled()).replace(/\?[^#]*/, `?view=calendar&days=month&day=${MONTH}-10`));
  await eventsAre([`Write to ${SECRET}`]);
  await anna.click("calendar-files");
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click("ics-open")]);
  const text = readFileSync(await download.path(), "utf8");
  assert.equal(text.match(/BEGIN:VTODO/g).length, 1);
  await anna.search("");
  await anna.click("views");
  await anna.click("save-view-as");
  await anna.fill("view-name", "My month");
  await anna.click("view-save");
  await anna.page.getByRole("link", { name: "My month" }).waitFor();
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.page.getByRole("link", { name: "My month" }).click();
  await anna.see("list-calendar");
  await on("10").hover();
  await on("10").getByTestId("day-new").click();
  await anna.fill("title", "From the calendar");
  await anna.click("create-record");
  await on("10").getByTestId("event").filter({ hasText: "From the calendar" }).waitFor();
});

step("the calendar of everything leads to that of a list, on the same days; whose it shows stands in its address", async () => {
  await open(`/calendar?view=week&day=${MONTH}-10&whose=all`);
  await anna.page.locator('[aria-pressed="true"]').filter({ hasText: "Everybody" }).waitFor();
  await anna.click("calendar-lists");
  await anna.pictures("calendar-lists");
  await anna.click("calendar-of-tasks");
  await anna.see("list-calendar");
  await anna.page.waitForFunction((day) => location.search.includes(`days=week&day=${day}`), `${MONTH}-10`);
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.see("list-calendar");
  assert.equal(await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing is wider than a phone");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("a deal that is won or lost on its page, in a cell or among many is asked why", async () => {
  for (const title of ["Lease", "Merger", "Retainer"]) {
    await anna.walk("deals");
    await add({ title });
  }
  await anna.walk("deals");
  await anna.click("layout-table");
  await anna.see("grid");
  const stageOf = (name) => anna.page.locator(".grid-row[data-id]").filter({ hasText: name }).locator(":scope > .wide").first();
  await stageOf("Lease").dblclick();
  await anna.see("cell-edit");
  await anna.page.keyboard.press("Control+a");
  await anna.page.keyboard.type("Lost");
  await anna.page.keyboard.press("Enter");
  await anna.see("ended-dialog");
  await anna.at("ended-dialog").getByRole("button", { name: "Price" }).click();
  await anna.pictures("ended");
  await anna.click("ended-save");
  await anna.at("ended-dialog").waitFor({ state: "detached" });
  await stageOf("Merger").click();
  await anna.page.keyboard.press("Shift+ArrowDown");
  await anna.page.keyboard.press("Control+c");
  // What is copied comes from the worker, and would be pasted instead.
  await anna.at("toast").filter({ hasText: "2 cells copied" }).waitFor();
  await anna.page.evaluate(() => navigator.clipboard.writeText("Won"));
  await anna.page.keyboard.press("Control+v");
  await anna.at("ended-dialog").getByText("What won these 2 deals?").waitFor();
  await anna.fill("reason", "Trust");
  await anna.click("ended-save");
  await anna.at("ended-dialog").waitFor({ state: "detached" });
  await anna.page.getByText("Lease").first().click();
  await anna.see("record");
  await anna.textIs(96, "Price");
});

step("an open deal that nobody touched for long is dimmed and says so", async () => {
  await anna.walk("deals");
  await add({ title: "Sleeper" });
  await anna.walk("deals");
  await anna.click("layout-board");
  await anna.page.locator(".deal").filter({ hasText: "Sleeper" }).waitFor();
  assert.equal(await anna.page.locator(".deal.quiet").count(), 0);
  // The page's clock only: nothing that the worker writes is of another day.
  await anna.page.evaluate(() => (Date.now = ((now) => () => now() + 45 * 86_400_000)(Date.now)));
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.click("layout-board");
  await anna.page.locator(".deal.quiet").filter({ hasText: "No change for 45 days" }).waitFor();
  await settles(() => anna.page.locator(".deal.quiet").count(), 1, "what is won or lost rests");
  await anna.pictures("board-quiet");
});

step("nothing was complained about", async () => assert.deepEqual(anna.errors, []));
