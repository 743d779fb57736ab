// What is typed into cells, while other things happen: the list goes on without the row, a colleague's change moves it.
// And names, days and fields as text: what is no day is refused, what reaches past the table is told.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { bothBeforeFour } from "./lib/both.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  [anna, ben] = [await Person.open(server.origin), await Person.open(server.origin)];
  await bothBeforeFour(server, anna, ben);
});

after(() => dispose(anna, ben, server));

const keys = async (...pressed) => {
  for (const key of pressed) await anna.page.keyboard.press(key);
};
const marked = (label) => anna.page.locator(`#marked-cell[aria-label="${label}"]`).waitFor();
const cursorOn = (name) => anna.page.locator(".grid-row.at", { hasText: name }).waitFor();
const named = (name) => anna.page.locator(".grid-row[data-id]:not([hidden]) .who", { hasText: name }).waitFor();
const told = (words) => anna.at("toast").filter({ hasText: words }).waitFor();
// What stands under "Status", by name.
const statuses = () => anna.page.locator(".grid-row[data-id]:not([hidden])").evaluateAll((rows) =>
  rows.map((row) => [row.querySelector(".who > .cut > .cut").textContent, row.querySelectorAll(":scope > .wide")[5].innerText]).sort().map(([, status]) => status));
const statusesAre = async (expected) => {
  await settles(statuses, expected);
};

step("the next cell is typed into while the row of the one before leaves the list", async () => {
  await anna.see("grid");
  await anna.click("filter");
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("Cold", { exact: true }).click();
  await anna.click("filter-done");
  await anna.countIs(3);
  const status = anna.page.locator(".grid-row[data-id] > .wide").nth(5);
  await status.click();
  await anna.page.locator('#marked-cell[aria-label="Status: Cold"]').waitFor();
  // The mark lies over the value: it is a tint, as large as the row, through which the value is read.
  const mark = await anna.page.locator(".cell-mark.here").evaluate((mark) => {
    const { backgroundColor, margin } = getComputedStyle(mark);
    return { seenThrough: Number(/[\d.]+(?=\))/.exec(backgroundColor)[0]) < 0.2, margin };
  });
  assert.deepEqual(mark, { seenThrough: true, margin: "0px" });
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
  const cell = anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Cleo Clark" }).locator(".wide").nth(5);
  await cell.click();
  await anna.page.locator('#marked-cell[aria-label="Status: Cold"]').waitFor();
  await ben.walk("people");
  await ben.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Ada Aal" }).locator(".wide").nth(5).click();
  await ben.page.locator('#marked-cell[aria-label="Status: Cold"]').waitFor();
  await ben.page.keyboard.type("hot");
  await ben.page.keyboard.press("Enter");
  await ben.synced();
  await anna.countIs(2, 60_000);
  await anna.page.keyboard.type("lead");
  await anna.page.keyboard.press("Enter");
  await anna.countIs(1);
  await anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: "Ben Bauer" }).waitFor();
});

step("a day typed into a cell is the whole day, and what is none is refused in words", async () => {
  await anna.walk("tasks");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "File the answer");
  await anna.fill("due", "2027-01-05");
  await anna.click("create-record");
  await anna.walk("tasks");
  const cell = anna.page.locator(".grid-row[data-id] .wide", { hasText: "5 Jan 2027" });
  await cell.click();
  await anna.page.locator('#marked-cell[aria-label^="Due: "]').waitFor();
  await anna.page.keyboard.type("12.4.2027");
  assert.equal(await anna.at("cell-edit").inputValue(), "12.4.2027");
  await anna.page.keyboard.press("Enter");
  await anna.page.locator(".grid-row[data-id] .wide", { hasText: "12 Apr 2027" }).waitFor();
  await anna.page.keyboard.press("F2");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="cell-edit"]')?.value === "12 Apr 2027");
  await anna.page.keyboard.type("12/05/2027");
  await anna.page.keyboard.press("Enter");
  await anna.at("toast").filter({ hasText: "The cell was left as it was." }).waitFor();
  await anna.page.locator(".grid-row[data-id] .wide", { hasText: "12 Apr 2027" }).waitFor();
});

step("a name is a cell like the others: typed over, told apart into its parts, and kept where nothing else tells who it is", async () => {
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await anna.walk("people");
  await anna.at("condition").locator(".off").click();
  await anna.countIs(4);
  await anna.at("grid").focus();
  await keys("Home", "ArrowRight");
  await marked("Name: Ada Aal");
  await keys("F2");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="cell-edit"]')?.value === "Ada Aal");
  await anna.page.keyboard.type("Ada Maria Abel");
  await anna.picture("cell-name");
  await keys("Enter");
  await named("Ada Maria Abel");
  await marked("Name: Ben Bauer");
  await keys("ArrowUp", "Control+Enter");
  await anna.at("record-name").getByText("Ada Maria Abel").waitFor();
  await anna.textIs(3, "Abel");
  await anna.page.goBack();
  await anna.at("grid").focus();
  await keys("Control+z");
  await named("Ada Aal");
  await keys("Home", "ArrowRight");
  await marked("Name: Ada Aal");
  await keys("Delete");
  await told("A name is needed here.");
  await named("Ada Aal");
});

step("keys lead to the edges of the table, and what is cut is gone and comes back as one", async () => {
  await keys("Control+ArrowRight");
  await anna.page.locator('#marked-cell[aria-label^="Status: "]').waitFor();
  await keys("Control+End", "Home");
  await marked("Name: Dora Dahl");
  await keys("Control+Home");
  await marked("Name: Ada Aal");
  await keys("Control+ArrowDown");
  await cursorOn("Dora Dahl");
  await keys("Control+ArrowUp", "End");
  await anna.page.locator('#marked-cell[aria-label^="Status: "]').waitFor();
  await cursorOn("Ada Aal");
  const before = await statuses();
  assert.ok(before.every(Boolean), "there is something to cut");
  await keys("Control+Shift+ArrowDown", "Control+x");
  await told("4 cells written.");
  await statusesAre(["", "", "", ""]);
  assert.equal(await anna.page.evaluate(() => navigator.clipboard.readText()), before.join("\n"));
  await keys("Control+z");
  await statusesAre(before);
  await keys("Control+a", "Control+c");
  await told("28 cells copied.");
});

step("a paste that reaches past the table tells how much was left out", async () => {
  await anna.page.evaluate(() => navigator.clipboard.writeText("lead\tx\ty\nlead\nlead"));
  const before = await statuses();
  await keys("Control+End", "ArrowUp");
  await cursorOn("Cleo Clark");
  await keys("Control+v");
  await told("3 cells past the last row or column left out.");
  await statusesAre([...before.slice(0, 2), "Lead", "Lead"]);
  await keys("Control+z");
  await statusesAre(before);
});

step("a long list of fields is narrowed by what is typed, and a text can be asked for exactly", async () => {
  await anna.click("filter");
  const panel = anna.at("filter-panel");
  await panel.getByTestId("narrow").fill("job");
  await panel.getByRole("button", { name: "Status" }).waitFor({ state: "detached" });
  await anna.picture("filter-narrowed");
  await panel.getByTestId("narrow").press("Enter");
  await panel.getByRole("textbox", { name: "Text" }).fill("cler");
  await anna.countIs(1);
  await panel.getByRole("combobox", { name: "How" }).selectOption({ label: "is exactly" });
  await anna.page.getByText("Nobody fits").first().waitFor();
  await panel.getByRole("textbox", { name: "Text" }).fill("CLERK");
  await anna.countIs(1);
  await named("Dora Dahl");
  await panel.getByRole("combobox", { name: "How" }).selectOption({ label: "is not exactly" });
  await anna.countIs(3);
  await anna.click("filter-done");
  await anna.at("condition").getByText("is not exactly").waitFor();
  await anna.at("condition").locator(".off").click();
  await anna.countIs(4);
  await anna.click("group-by");
  await anna.at("narrow").fill("nothing of the kind");
  await anna.page.getByText("No field is called so.").waitFor();
  await anna.at("narrow").fill("own");
  await keys("ArrowDown");
  await anna.page.locator('[role="menuitemradio"]:focus', { hasText: "Owner" }).waitFor();
  await keys("Escape");
  const head = anna.page.locator(".grid-head [role=columnheader]", { hasText: "Department" });
  await anna.click("columns");
  await anna.at("narrow").fill("depart");
  await keys("Enter");
  await head.waitFor();
  await keys("Enter");
  await head.waitFor({ state: "detached" });
  await keys("Escape");
});

step("nothing was complained about", async () => assert.deepEqual([anna.errors, ben.errors], [[], []]));
