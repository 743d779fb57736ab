// A list on a phone by fingers alone: selecting by a long press, changing what is selected, sorting, grouping and filtering.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { bringFourToPhone, finger, openTouched } from "./lib/phone.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const BIRTHDAY = 30;

let server, anna, touch;
const step = steps(() => ({ anna }));
const { row, tap, said, fits, looks } = finger(() => anna);

before(async () => {
  server = await Server.start();
  anna = await openTouched(server);
  touch = await anna.context.newCDPSession(anna.page);
  await bringFourToPhone(server, anna);
});

after(() => dispose(anna, server));

const names = () => anna.page.evaluate(() =>
  [...document.querySelectorAll('[data-testid="grid"] .grid-row[data-id]:not([hidden])')]
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((row) => row.querySelector(".who .cut .cut")?.innerText ?? "")
    .filter(Boolean));
const selected = (number) => anna.page.waitForFunction(
  (number) => document.querySelector('[data-testid="selection-bar"] b')?.innerText === `${number} selected`,
  number,
);

// A finger rests on a row, and is lifted: after a time by the page's own clock, which began when it heard of the finger.
async function hold(name) {
  const box = await anna.box(row(name));
  const touchPoints = [{ x: Math.round(box.x + 120), y: Math.round(box.y + box.height / 2) }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await anna.page.evaluate(() => new Promise((done) => setTimeout(done, 650)));
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

step("a long press selects, taps go on, and the bar of what can be done fits", async () => {
  await hold("Ada Aal");
  await selected(1);
  assert.match(anna.page.url(), /\/people$/, "lifting the finger opens nothing");
  await row("Ben Bach").tap();
  await row("Cara Cohn").tap();
  await selected(3);
  await fits(".select-bar, .select-bar button");
  for (const name of ["edit-selected", "list-selected", "export-selected", "delete-selected", "merge-selected"]) {
    assert.ok(await anna.at(name).isVisible(), name);
  }
  await looks("phone-selected");
  await soundAsItStands(anna);
  await row("Cara Cohn").tap();
  await selected(2);
  await tap("select-whole");
  await selected(4);
});

step("one field of all that are selected: a tag is added, and taken back where a finger reaches it", async () => {
  await tap("edit-selected");
  await anna.see("bulk-dialog");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "Field" }).selectOption({ label: "Tags" });
  await anna.at("bulk-dialog").getByLabel("Tags").fill("press");
  await looks("phone-bulk");
  await fits('[data-testid="bulk-dialog"] :is(input, select, button)');
  await tap("bulk-save");
  await said("4 records changed.");
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await row("Dora Dahl").locator(".wide .tag", { hasText: "press" }).waitFor({ state: "attached" });
  await anna.page.locator('.bottom a[href="/more"]').tap();
  const undo = await anna.see("undo-last");
  await says(undo, /Undo: 4 records changed/);
  await looks("phone-more-undo");
  await undo.tap();
  await said("Taken back");
  await says(await anna.see("redo-last"), /Redo: 4 records changed/);
  await anna.walk("people");
  await row("Dora Dahl").waitFor();
  await row("Dora Dahl").locator(".wide .tag").waitFor({ state: "detached" });
});

step("the way back leads out of selecting before it leads out of the list", async () => {
  await anna.page.locator('.bottom a[href="/day"]').tap();
  await anna.page.waitForURL(/\/day$/);
  await anna.walk("people");
  await hold("Ben Bach");
  await selected(1);
  await anna.page.goBack();
  await anna.at("selection-bar").waitFor({ state: "detached" });
  assert.match(anna.page.url(), /\/people$/);
  await row("Ben Bach").waitFor();
  await anna.page.goBack();
  await anna.page.waitForURL(/\/day$/);
  await anna.walk("people");
});

step("whom the rules left is read before selecting is over, and the dialog with it", async () => {
  await row("Cara Cohn").tap();
  await anna.see("record");
  await anna.setText(BIRTHDAY, "1985-04-12");
  await anna.answered();
  await anna.walk("people");
  await hold("Cara Cohn");
  await selected(1);
  await tap("select-whole");
  await selected(4);
  await tap("edit-selected");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "Field" }).selectOption({ label: "Birthday" });
  await anna.at("bulk-dialog").getByLabel("New value").fill("1990-01-02");
  await tap("bulk-save");
  await says(await anna.see("bulk-left"), /3 records changed, 1 left as it was/);
  // Whatever were to lead back by itself would have.
  await anna.page.waitForTimeout(600);
  await anna.see("bulk-left");
  await tap("bulk-close");
  await anna.at("bulk-dialog").waitFor({ state: "detached" });
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await anna.page.waitForTimeout(600);
  assert.match(anna.page.url(), /\/people$/);
  await anna.page.goBack();
  await anna.see("record");
  await anna.walk("people");
});

step("the sheet of a list: sorted, grouped, other lines under the names, selecting begun", async () => {
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  await sheet.waitFor();
  await looks("phone-sheet");
  await soundAsItStands(anna);
  await sheet.getByTestId("sheet-descending").tap();
  await anna.page.waitForFunction(() => new URL(location.href).searchParams.get("sort") === "-0");
  await sheet.getByRole("combobox", { name: "Group" }).selectOption({ label: "Company" });
  await sheet.locator("summary").first().tap();
  // The lines move as it is taken out: the box that was pressed is another one's then.
  await sheet.getByRole("checkbox", { name: "Company", exact: true }).click();
  await anna.picture("phone-sheet-columns");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.page.getByTestId("group").nth(1).waitFor();
  await settles(names, ["Ben Bach", "Ada Aal", "Dora Dahl", "Cara Cohn"]);
  await row("Ada Aal").locator(".second", { hasText: "ada@berg.example" }).waitFor();
  await looks("phone-grouped");
  await tap("list-sheet-open");
  await anna.at("sheet-group").getByRole("combobox").selectOption("");
  await tap("sheet-select");
  await anna.at("selection-bar").getByText("Tap rows to select them").waitFor();
  await row("Cara Cohn").tap();
  await selected(1);
  await tap("clear-selection");
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await row("Cara Cohn").tap();
  await anna.at("record-name").getByText("Cara Cohn").waitFor();
});

step("sorted by two fields as on a wide screen, and a figure at the foot, chosen in the sheet", async () => {
  await anna.walk("people");
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  const criteria = sheet.getByTestId("sheet-sort");
  await criteria.first().getByRole("combobox").selectOption({ label: "Company" });
  await criteria.first().getByTestId("sheet-ascending").tap();
  await tap("sort-more");
  await criteria.nth(1).getByRole("combobox").selectOption({ label: "Name" });
  await criteria.nth(1).getByTestId("sheet-descending").tap();
  await anna.page.waitForFunction(() => /^\d+,-0$/.test(new URL(location.href).searchParams.get("sort")));
  await sheet.getByTestId("sheet-totals").locator("summary").tap();
  await sheet.getByRole("combobox", { name: "E-mail" }).selectOption({ label: "Filled" });
  await looks("phone-sheet-figures");
  await soundAsItStands(anna);
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.page.waitForFunction(() => /E-mail\s*Filled\s*4/.test(document.querySelector('[data-testid="foot"]').innerText));
  await settles(names, ["Ben Bach", "Ada Aal", "Dora Dahl", "Cara Cohn"]);
  await looks("phone-foot");
  await tap("list-sheet-open");
  await sheet.getByRole("button", { name: "Do not sort by this" }).tap();
  await criteria.nth(1).waitFor({ state: "detached" });
  await sheet.getByTestId("sheet-totals").locator("summary").tap();
  await sheet.getByRole("combobox", { name: "E-mail" }).selectOption("");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.at("foot").waitFor({ state: "hidden" });
  await row("Cara Cohn").tap();
  await anna.at("record-name").getByText("Cara Cohn").waitFor();
});

step("what is chosen in a sheet stays when the way back leads to the list", async () => {
  const sorted = () => anna.page.evaluate(() => new URL(location.href).searchParams.get("sort"));
  await anna.walk("people");
  await tap("list-sheet-open");
  const criteria = anna.at("list-sheet").getByTestId("sheet-sort");
  await criteria.first().getByRole("combobox").selectOption({ label: "Name" });
  await criteria.first().getByTestId("sheet-descending").tap();
  await settles(sorted, "-0");
  await anna.at("list-sheet").getByRole("button", { name: "Close" }).tap();
  await anna.at("list-sheet").waitFor({ state: "detached" });
  await row("Cara Cohn").tap();
  await anna.see("record");
  await anna.page.goBack();
  await anna.see("grid");
  await settles(sorted, "-0");
  await settles(names, ["Dora Dahl", "Cara Cohn", "Ben Bach", "Ada Aal"]);
});

step("the sheet filters, begins with what the list shows, and brings up no keyboard", async () => {
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  await sheet.getByTestId("filter").tap();
  const panel = sheet.getByTestId("filter-panel");
  await panel.waitFor();
  const fields = await panel.getByRole("button").allInnerTexts();
  assert.ok(fields.includes("E-mail") && fields.indexOf("E-mail") < fields.indexOf("Given name"), fields.join());
  await anna.page.waitForTimeout(100);
  assert.notEqual(await anna.page.evaluate(() => document.activeElement.tagName), "INPUT");
  await looks("phone-sheet-filter");
  await soundAsItStands(anna);
  await panel.getByRole("button", { name: "E-mail", exact: true }).tap();
  await panel.getByRole("textbox").first().fill("tal.example");
  await anna.countIs(2);
  await panel.getByTestId("filter-done").tap();
  await sheet.getByTestId("condition").locator(".off").tap();
  await anna.countIs(4);
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.at("list-sheet").waitFor({ state: "detached" });
});

step("the names of lists and of their views are read whole", async () => {
  for (const name of ["deals", "tasks", "people"]) {
    await anna.walk(name);
    await anna.see("views");
    const cut = () => anna.page.evaluate(() => [...document.querySelectorAll(".top h1, .view-name .cut")]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.innerText));
    await settles(cut, [], name);
  }
});

step("the bar of the next step ends where the bar at the bottom begins", async () => {
  await anna.walk("people");
  await tap("list-sheet-open");
  await tap("sheet-export");
  await anna.see("export-run");
  const gap = () => anna.page.evaluate(() => Math.round(
    document.querySelector(".bottom").getBoundingClientRect().top - document.querySelector(".action-bar").getBoundingClientRect().bottom));
  await settles(gap, 0);
  await fits(".action-bar button");
  await looks("phone-action-bar");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
