// Cells of a list as a spreadsheet has them: walked, typed into, chosen in, copied, pasted and filled.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { bringFive, table } from "./lib/table.mjs";
import { settles } from "./lib/until.mjs";

const TAGS = 41;
let server, anna;
const step = steps(() => ({ anna }));
const { column, cellIs, lines, panel, keys } = table(() => anna);

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await bringFive(server, anna);
  await anna.synced(60_000);
});

after(() => dispose(anna, server));

step("cells: walked by arrows, typed into, refused where a name is nobody's, taken back and done again", async () => {
  // What nobody types into a table is not among the cells of these steps.
  await anna.click("columns");
  await panel("columns").getByText("Newsletter", { exact: true }).click();
  await keys("Escape");
  await anna.at("grid").focus();
  await keys("Home", "ArrowRight");
  await anna.page.locator('#marked-cell[aria-label="Name: Ada Aal"]').waitFor();
  await keys("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  await anna.page.locator('#marked-cell[aria-label="Status: Hot"]').waitFor();
  await anna.page.keyboard.type("COLD");
  await anna.picture("cell-edit");
  await keys("Enter");
  await cellIs(4, "Ada Aal", "Cold");
  await anna.page.locator('#marked-cell[aria-label="Status: Lead"]').waitFor();
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "Hot");
  await keys("Control+Shift+z");
  await cellIs(4, "Ada Aal", "Cold");
  // By pointer: one press marks, two edit. The company must be one that is there.
  await anna.page.locator(".grid-row[data-id] > .wide").first().dblclick();
  await anna.see("cell-edit");
  await anna.page.keyboard.press("Control+a");
  await anna.page.keyboard.type("Nobody");
  await keys("Tab");
  await anna.page.getByText("no record is called so").waitFor();
  await cellIs(0, "Ada Aal", "Berg");
  await anna.page.locator(".grid-row[data-id] > .wide").first().dblclick();
  await anna.see("cell-edit");
  await anna.page.keyboard.press("Control+a");
  await anna.page.keyboard.type("sund");
  await keys("Enter");
  await cellIs(0, "Ada Aal", "Sund");
});

step("cells: what is typed before the field or its contents are there is kept, and nothing typed changes nothing", async () => {
  // No frame is drawn between the key that opens the field and those after it.
  await anna.page.locator(".grid-row[data-id] > .wide").nth(4).click();
  await anna.page.locator('#marked-cell[aria-label="Status: Cold"]').waitFor();
  await anna.page.evaluate(() => {
    window.drawn = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
  });
  await anna.page.keyboard.type("warm");
  assert.equal(await anna.at("cell-edit").inputValue(), "warm");
  await keys("Enter");
  await cellIs(4, "Ada Aal", "Warm");
  await anna.page.locator(".grid-row[data-id] > .wide").first().dblclick();
  await anna.page.keyboard.type("berg");
  assert.equal(await anna.at("cell-edit").inputValue(), "berg");
  await keys("Escape");
  await anna.page.evaluate(() => (window.requestAnimationFrame = window.drawn));
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "Cold");
  // In the turn that draws the field, before the worker says what the cell holds.
  const atOnce = (typed, ...pressed) => anna.page.evaluate(([typed, pressed]) => new Promise((done) => {
    const observer = new MutationObserver(() => {
      const field = document.querySelector("[data-testid=cell-edit]");
      if (!field) return;
      observer.disconnect();
      if (typed !== null) {
        field.value = typed;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      }
      for (const key of pressed) field.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
      done();
    });
    observer.observe(document.body, { childList: true, subtree: true });
    const cell = document.querySelector(".grid-row[data-id] > .wide");
    for (const press of ["click", "dblclick"]) cell.dispatchEvent(new MouseEvent(press, { bubbles: true }));
  }), [typed, pressed]);
  await atOnce(null, "Enter");
  await anna.page.getByTestId("cell-edit").waitFor({ state: "detached" });
  await cellIs(0, "Ada Aal", "Sund");
  await atOnce("berg");
  // Of everything that was asked, what the cell holds is answered first: companies are offered after it.
  await anna.at("cell-offers").getByRole("option", { name: "Berg", exact: true }).waitFor();
  assert.equal(await anna.at("cell-edit").inputValue(), "berg");
  await keys("Enter");
  await cellIs(0, "Ada Aal", "Berg");
  await keys("Control+z");
  await cellIs(0, "Ada Aal", "Sund");
});

step("cells: a choice shows all its words at once, and a word that is new as a new one", async () => {
  const status = anna.page.locator(".grid-row[data-id] > .wide").nth(4);
  const option = (name) => anna.at("cell-offers").getByRole("option", { name, exact: true });
  await status.dblclick();
  for (const word of ["Cold", "Warm", "Hot"]) await option(word).waitFor();
  await anna.picture("cell-offers");
  await keys("Control+a");
  await anna.page.keyboard.type("frosty");
  await option("New word “frosty”").waitFor();
  await keys("Escape");
  await anna.at("cell-edit").waitFor({ state: "detached" });
  await cellIs(4, "Ada Aal", "Cold");
  await status.dblclick();
  await option("Warm").click();
  await cellIs(4, "Ada Aal", "Warm");
  assert.equal(await anna.at("record").count(), 0, "the row beneath is not pressed");
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "Cold");
  await status.dblclick();
  await option("Cold").waitFor();
  await keys("ArrowDown", "Enter");
  // The first of them, whichever that is.
  await settles(async () => (await column(4))["Ada Aal"], "Lead");
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "Cold");
});

step("cells: a company that nobody has made is the last offer, made by choosing it alone, and one step takes the link back", async () => {
  const company = anna.page.locator(".grid-row[data-id] > .wide").first();
  const option = (name) => anna.at("cell-offers").getByRole("option", { name, exact: true });
  const create = anna.at("cell-offers").getByRole("option", { name: /^Create company/ });
  const type = async (words) => {
    await company.dblclick();
    await anna.see("cell-edit");
    await keys("Control+a");
    await anna.page.keyboard.type(words);
  };
  await type("Tal GmbH");
  await option("Create company “Tal GmbH”").waitFor();
  await anna.picture("cell-create");
  // Who leaves the field has not chosen it, though it is all that is offered.
  await anna.page.locator("header h1").click();
  await anna.page.getByText("no record is called so").first().waitFor();
  await cellIs(0, "Ada Aal", "Sund");
  await type("Tal GmbH");
  await option("Create company “Tal GmbH”").waitFor();
  await keys("ArrowUp");
  await settles(() => create.getAttribute("aria-selected"), "true");
  await keys("Enter");
  await cellIs(0, "Ada Aal", "Tal GmbH");
  await keys("Control+z");
  await cellIs(0, "Ada Aal", "Sund");
  // It is there now, whatever the letters; and what looks like it stands before another one.
  await type("tal gmbh");
  await option("Tal GmbH").waitFor();
  assert.equal(await create.count(), 0);
  await keys("Control+a");
  await anna.page.keyboard.type("Tal AG");
  await create.waitFor();
  await settles(() => anna.at("cell-offers").getByRole("option").allInnerTexts(), ["Tal GmbH", "Create company “Tal AG”"]);
  await create.click();
  await cellIs(0, "Ada Aal", "Tal AG");
  assert.equal(await anna.at("record").count(), 0, "the row beneath is not pressed");
  await keys("Control+z");
  await cellIs(0, "Ada Aal", "Sund");
});

step("cells: copied to and pasted from a spreadsheet, filled down, emptied, each one step", async () => {
  await anna.page.locator(".grid-row[data-id] > .wide").nth(4).click();
  await keys("Shift+ArrowDown", "Shift+ArrowDown", "Control+c");
  await anna.page.getByText("3 cells copied.").waitFor();
  const clipboard = () => anna.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(await clipboard(), "Cold\nLead\nHot");
  await keys("Control+d");
  await cellIs(4, "Cleo Clark", "Cold");
  await cellIs(4, "Ben Bauer", "Cold");
  await keys("Control+z");
  await cellIs(4, "Cleo Clark", "Hot");
  await cellIs(4, "Ben Bauer", "Lead");
  await anna.page.evaluate(() => navigator.clipboard.writeText("press, board\twarm\r\nvip\tnot a day\r\n"));
  await anna.page.locator(".grid-row[data-id] > .wide").nth(3).click();
  await keys("Control+v");
  await cellIs(3, "Ada Aal", "board\npress");
  await cellIs(4, "Ada Aal", "Warm");
  await cellIs(4, "Ben Bauer", "not a day");
  await anna.picture("cells-pasted");
  // What was written over is marked.
  await keys("Control+c");
  await anna.page.getByText("4 cells copied.").waitFor();
  await keys("ArrowRight", "ArrowLeft", "Shift+ArrowDown", "Delete");
  await cellIs(3, "Ben Bauer", "");
  await keys("Escape");
  // A held mouse marks all from cell to cell, in one row as well, and opens nothing.
  const cell = (row, column) => anna.page.locator(".grid-row[data-id]").nth(row).locator(":scope > .wide").nth(column);
  const drag = async (from, to) => {
    await from.hover();
    await anna.page.mouse.down();
    await to.hover();
    await anna.page.mouse.up();
  };
  const lines = await anna.page.locator(".grid-row[data-id] .who").allInnerTexts();
  const at = (name) => lines.findIndex((line) => line.includes(name));
  await drag(cell(at("Ada Aal"), 4), cell(at("Cleo Clark"), 4));
  await keys("Control+c");
  await anna.page.getByText("3 cells copied.").waitFor();
  assert.equal(await clipboard(), "Warm\nnot a day\nHot");
  await drag(cell(at("Ben Bauer"), 4), cell(at("Ben Bauer"), 3));
  await keys("Control+c");
  await anna.page.getByText("2 cells copied.").waitFor();
  assert.equal(await clipboard(), "\tnot a day");
  // Shift and a press reach from the marked cell to another.
  await cell(at("Ada Aal"), 4).click();
  await cell(at("Ben Bauer"), 4).click({ modifiers: ["Shift"] });
  await keys("Control+c");
  await anna.page.waitForFunction(async () => (await navigator.clipboard.readText()) === "Warm\nnot a day");
  await anna.see("grid");
  await keys("Escape");
});

step("of many tags as many stand in a cell as fit whole, and the number of the others", async () => {
  const cell = anna.page.locator(".grid-row[data-id]", { hasText: "Emil Ek" }).locator(":scope > .wide").nth(3);
  await anna.page.evaluate(() => navigator.clipboard.writeText("press, newsletter reader, board, vip, guest list"));
  await cell.click();
  await keys("Control+v");
  // Tags and number add up, one number is shown at most, and nothing is cut at the edge.
  const shown = () => cell.evaluate((cell) => {
    const seen = (parts) => [...cell.querySelectorAll(parts)].filter((part) => part.getBoundingClientRect().width > 0);
    const [tags, numbers] = [seen(".fit"), seen(".over")];
    const edge = cell.getBoundingClientRect().right + 0.5;
    const whole = tags.slice(1).every((tag) => tag.scrollWidth <= tag.clientWidth + 1) && [...tags, ...numbers].every((part) => part.getBoundingClientRect().right <= edge);
    return [tags.length + numbers.reduce((sum, one) => sum + Number(one.dataset.more), 0), numbers.length <= 1, whole];
  });
  await settles(shown, [5, true, true]);
  await anna.picture("tags-fit");
  for (const width of [1100, 1733, 2560]) {
    await anna.page.setViewportSize({ width, height: 870 });
    await settles(shown, [5, true, true], `at ${width}`);
  }
  await anna.page.setViewportSize(WIDE.viewport);
  await keys("Control+z");
  await cellIs(3, "Emil Ek", "");
  await keys("Escape");
});

step("a press on a name opens the record, and J goes on in the list", async () => {
  await anna.page.locator(".grid-row[data-id] .who").first().click();
  await anna.see("record");
  await keys("j");
  await anna.page.waitForFunction(() => document.querySelector("h1")?.innerText.includes("Ben Bauer"));
  await anna.page.goBack();
  await anna.see("grid");
});

step("near the foot of the window what is offered stands above its field, in a cell and on a record's page", async () => {
  const places = (list, field) => anna.page.evaluate(([list, field]) => {
    const [offered, own] = [list, field].map((part) => document.querySelector(part)?.getBoundingClientRect());
    if (!offered || !own) return "not there";
    const inSight = offered.top >= (document.querySelector(".grid-head")?.getBoundingClientRect().bottom ?? 0) && offered.bottom <= innerHeight;
    return [offered.bottom <= own.top ? "above" : offered.top >= own.bottom ? "beneath" : "over it", inSight];
  }, [list, field]);
  const inCell = () => places('[data-testid="cell-offers"]', '[data-testid="cell-edit"]');
  const status = (name) => anna.page.locator(".grid-row[data-id]", { hasText: name }).locator(":scope > .wide").nth(4);
  // As long as something is said, the table has more room at its end.
  await anna.page.evaluate(() => document.querySelectorAll('[data-testid="toast"] button:last-child').forEach((cross) => cross.click()));
  await anna.at("toast").waitFor({ state: "detached" });
  const last = await anna.box(status("Emil Ek"));
  // So much below the last row that its list has no room there: the foot of the table, and little more.
  await anna.page.setViewportSize({ width: WIDE.viewport.width, height: Math.ceil(last.y + last.height) + 60 });
  await status("Emil Ek").dblclick();
  await settles(inCell, ["above", true]);
  await anna.picture("cell-above");
  await keys("Escape");
  await anna.page.setViewportSize(WIDE.viewport);
  await status("Emil Ek").dblclick();
  await settles(inCell, ["beneath", true]);
  await keys("Escape");
  const tags = anna.field(TAGS).locator("input");
  await anna.openPerson("ben");
  await tags.fill("vip");
  await tags.press("Enter");
  await anna.field(TAGS).locator(".tag", { hasText: "vip" }).waitFor();
  await anna.openPerson("ada");
  const onPage = () => places('[data-testid="tag-offers"]', `[data-field="${TAGS}"] .tag-edit`);
  const box = await anna.box(tags);
  await tags.focus();
  await settles(onPage, ["beneath", true]);
  await tags.blur();
  await anna.page.setViewportSize({ width: WIDE.viewport.width, height: Math.ceil(box.y + box.height) + 12 });
  await tags.focus();
  await settles(onPage, ["above", true]);
  await anna.picture("tags-above");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("what was pasted stays marked as far as it is followed: the cell whose row leaves its place goes with it", async () => {
  await anna.walk("people");
  const head = anna.page.locator(".grid-head [role=columnheader]", { hasText: "Status" });
  await head.getByRole("button", { name: "Status", exact: true }).click();
  await anna.page.waitForFunction(() => /[?&]sort=40/.test(location.search));
  await anna.search("");
  await anna.countIs(5);
  const [first, second] = await lines();
  const status = anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: first }).locator(":scope > .wide").nth(4);
  await anna.page.evaluate((words) => navigator.clipboard.writeText(words), `zzz\n${(await column(4))[second]}`);
  await status.click();
  await keys("Control+v");
  await cellIs(4, first, "zzz");
  await settles(async () => (await lines()).at(-1), first);
  await anna.page.locator('#marked-cell[aria-label="Status: zzz"]').waitFor();
  await anna.page.locator(".grid-row.at", { hasText: first }).waitFor();
  await keys("Control+z", "Escape");
});

step("a list of offers that is scrolled stays so when the page is moved under a keyboard", async () => {
  await anna.page.setViewportSize({ width: WIDE.viewport.width, height: 300 });
  const status = anna.page.locator(".grid-row[data-id]:not([hidden])", { hasText: (await lines())[0] }).locator(":scope > .wide").nth(4);
  await status.dblclick();
  const offers = await anna.see("cell-offers");
  await settles(() => offers.evaluate((list) => list.scrollHeight > list.clientHeight + 10), true);
  const top = await offers.evaluate((list) => {
    list.scrollTop = 10;
    visualViewport.dispatchEvent(new Event("scroll"));
    return list.scrollTop;
  });
  assert.equal(top, 10);
  await keys("Escape");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("nothing was complained about", async () => assert.deepEqual(anna.errors, []));
