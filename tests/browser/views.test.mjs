// Lists as people arrange them: conditions, groups, columns, figures, saved views; and cells as a spreadsheet has them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail,Status,Company,Job title
Ada,Aal,ada@example.org,hot,Berg,Notary
Ben,Bauer,ben@example.com,lead,Berg,Clerk
Cleo,Clark,,hot,Sund,Judge
Dora,Dahl,dora@example.com,warm,Sund,Clerk
Emil,Ek,emil@example.org,cold,,Baker
`;

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(FILE);
  await anna.walk("people");
  await anna.countIs(5);
});

after(() => dispose(anna, server));

// Rows as they stand, by their names; headings of groups as what they say.
const lines = () => anna.page.locator(".grid-body > .grid-row:not([hidden])").evaluateAll((rows) =>
  rows
    .map((row) => [new DOMMatrix(getComputedStyle(row).transform).f, row.querySelector(".who > .cut > .cut")?.textContent ?? row.innerText.replaceAll("\n", " ").trim()])
    .sort((a, b) => a[0] - b[0])
    .map(([, words]) => words)
    .filter(Boolean));

async function linesAre(expected) {
  await settles(lines, expected);
}

// The cells of one column, by the names of their rows.
const column = (nth) => anna.page.locator(".grid-body > .grid-row[data-id]:not([hidden])").evaluateAll(
  (rows, nth) => Object.fromEntries(rows.map((row) => [row.querySelector(".who > .cut > .cut").textContent, row.querySelectorAll(":scope > .wide")[nth].innerText])),
  nth,
);

async function cellIs(nth, name, text) {
  await settles(async () => (await column(nth))[name], text);
}

const heads = () => anna.page.locator(".grid-head [role=columnheader] .cut").allInnerTexts();
const panel = (name) => anna.at(`${name}-panel`);
const keys = async (...pressed) => {
  for (const key of pressed) await anna.page.keyboard.press(key);
};

step("conditions: chosen, joined by and, then by or, changed in place, taken off", async () => {
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await panel("filter").getByText("hot", { exact: true }).click();
  await panel("filter").getByText("warm", { exact: true }).click();
  await anna.click("filter-done");
  await linesAre(["Ada Aal", "Cleo Clark", "Dora Dahl"]);
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "E-mail" }).click();
  await anna.page.keyboard.type("example.org");
  await keys("Enter");
  await linesAre(["Ada Aal"]);
  await anna.picture("filters");
  await anna.click("joined");
  await linesAre(["Ada Aal", "Cleo Clark", "Dora Dahl", "Emil Ek"]);
  await anna.page.locator(".of-chip").first().click();
  await anna.page.locator(".condition").getByText("warm", { exact: true }).click();
  await keys("Escape");
  await linesAre(["Ada Aal", "Cleo Clark", "Emil Ek"]);
  assert.equal(new URL(anna.page.url()).search, "", "what is filtered stands in no address");
  await anna.page.getByRole("button", { name: "Take this filter off" }).first().click();
  await linesAre(["Ada Aal", "Emil Ek"]);
  await anna.page.getByRole("button", { name: "Take this filter off" }).click();
  await anna.countIs(5);
});

step("conditions of two levels: this or that, and something else", async () => {
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await panel("filter").getByText("hot", { exact: true }).click();
  await anna.click("filter-done");
  await anna.page.locator(".of-chip").first().click();
  await anna.click("filter-beside");
  await panel("beside").getByRole("button", { name: "Job title" }).click();
  await panel("beside").locator("input:focus").waitFor();
  await anna.page.keyboard.type("clerk");
  // What made a group of it goes on where it stands.
  assert.equal(await panel("beside").locator("input").inputValue(), "clerk");
  await keys("Enter");
  await linesAre(["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl"]);
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Company" }).click();
  await panel("filter").locator("input").first().fill("Sund");
  await anna.page.getByRole("option", { name: "Sund" }).first().click();
  await anna.click("filter-done");
  await linesAre(["Cleo Clark", "Dora Dahl"]);
  // They are in the address, so that a reload finds them.
  await anna.settledAddress();
  await anna.page.reload();
  await anna.unlock();
  await anna.see("grid");
  await linesAre(["Cleo Clark", "Dora Dahl"]);
  await says(anna.at("condition").first(), /Status\s*is\s*hot[\s\S]*or[\s\S]*Job title\s*contains\s*clerk/);
  await anna.pictures("filter-groups");
  await anna.at("condition").first().getByTestId("condition-beside").click();
  await panel("beside").getByRole("button", { name: "E-mail" }).click();
  await panel("beside").locator("input:focus").waitFor();
  await anna.page.keyboard.type("example");
  await keys("Enter");
  await anna.at("condition").first().getByText("example").waitFor();
  for (let left = 2; left > 0; left -= 1) await anna.at("condition").first().getByRole("button", { name: "Take this filter off" }).last().click();
  await linesAre(["Cleo Clark"]);
  await anna.click("clear-filters");
  await anna.countIs(5);
  // Asked for at once, it goes on in the same panel.
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  assert.ok(await anna.at("filter-beside").isDisabled(), "beside nothing stands nothing");
  await panel("filter").getByText("cold", { exact: true }).click();
  await anna.click("filter-beside");
  await panel("filter").getByRole("button", { name: "Job title" }).click();
  await panel("filter").locator("input:focus").waitFor();
  await anna.page.keyboard.type("judge");
  await keys("Enter");
  await linesAre(["Cleo Clark", "Emil Ek"]);
  for (let left = 2; left > 0; left -= 1) await anna.at("condition").first().getByRole("button", { name: "Take this filter off" }).last().click();
  await anna.countIs(5);
});

const laneIs = async (name, expected) => {
  await settles(() => anna.page.locator(`.stage[aria-label="${name}"] .deal .name`).allInnerTexts(), expected);
};

step("a board has the order of its view, and a saved view opens with all that it goes by", async () => {
  await anna.click("layout-board");
  await laneIs("hot", ["Ada Aal", "Cleo Clark"]);
  assert.equal((await anna.page.locator(".stage").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).at(-1), "Without");
  await anna.click("sort-by");
  await panel("sort").getByTestId("sheet-descending").click();
  await laneIs("hot", ["Cleo Clark", "Ada Aal"]);
  await anna.page.waitForFunction(() => location.search === "?sort=-0&view=board");
  await panel("sort").getByTestId("sort-more").click();
  const criteria = panel("sort").getByTestId("sheet-sort");
  await criteria.nth(1).waitFor();
  await criteria.first().getByRole("combobox").selectOption({ label: "E-mail" });
  await criteria.first().getByTestId("sheet-ascending").click();
  await laneIs("hot", ["Ada Aal", "Cleo Clark"]);
  await anna.picture("board-sort");
  await criteria.first().getByRole("combobox").selectOption({ label: "Name" });
  await criteria.first().getByTestId("sheet-descending").click();
  await panel("sort").getByRole("button", { name: "Do not sort by this" }).click();
  await criteria.nth(1).waitFor({ state: "detached" });
  await keys("Escape");
  await anna.at("sort-by").getByText("Sort: Name", { exact: true }).waitFor();
  await anna.click("views");
  await anna.click("save-view-as");
  await anna.fill("view-name", "Hot ones");
  await anna.click("view-save");
  await anna.page.getByRole("link", { name: "Hot ones" }).waitFor();
  await anna.synced();
  const address = anna.page.url();
  assert.match(new URL(address).search, /^\?v=[0-9a-f]{32}$/);
  await anna.goto(address);
  await anna.unlock();
  await laneIs("hot", ["Cleo Clark", "Ada Aal"]);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl", "Emil Ek"]);
});

step("who made a record and when are columns, and its rows stand together by whom", async () => {
  await anna.click("columns");
  for (const name of ["Created", "Created by", "Last contact"]) await panel("columns").getByText(name, { exact: true }).click();
  await keys("Escape");
  await settles(async () => (await heads()).slice(-3), ["Created", "Created by", "Last contact"]);
  await settles(async () => /Anna Berg/.test((await column(8))["Ada Aal"]), true);
  assert.equal((await column(9))["Ada Aal"], "", "nobody has spoken to her yet");
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Created by" }).click();
  await anna.at("group").getByText("Anna Berg").waitFor();
  await settles(() => anna.at("group").count(), 1);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl", "Emil Ek"]);
});

step("groups: by status, in the order of its words; one folds away and keys pass over it", async () => {
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Status" }).click();
  await linesAre(["lead 1", "Ben Bauer", "cold 1", "Emil Ek", "warm 1", "Dora Dahl", "hot 2", "Ada Aal", "Cleo Clark"]);
  await anna.pictures("groups");
  await anna.page.getByTestId("group").nth(1).click();
  await linesAre(["lead 1", "Ben Bauer", "cold 1", "warm 1", "Dora Dahl", "hot 2", "Ada Aal", "Cleo Clark"]);
  await anna.at("grid").focus();
  await keys("ArrowDown", "ArrowDown");
  await anna.page.waitForFunction(() => document.querySelector(".grid-row.at")?.innerText.includes("Dora Dahl"));
});

step("columns: taken away one after the other, moved, made wider; a figure under one", async () => {
  await anna.click("columns");
  const boxes = panel("columns").locator("label");
  // The second is the first by then: a line that is drawn anew must act for what it shows.
  await boxes.first().click();
  await boxes.first().click();
  await anna.page.waitForFunction(() => document.querySelectorAll(".grid-head [role=columnheader]").length === 7);
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status", "Changed"]);
  await panel("columns").getByText("Job title").click();
  await panel("columns").getByText("E-mail").click();
  await panel("columns").getByRole("button", { name: "Further left" }).last().click();
  await anna.picture("columns");
  await keys("Escape");
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status", "Changed", "E-mail", "Job title"]);
  const width = () => anna.page.locator("[role=columnheader]").nth(1).evaluate((head) => head.clientWidth);
  const before = await width();
  await anna.page.locator("[role=columnheader] button").first().focus();
  await keys("Alt+ArrowRight");
  await settles(width, before + 16);
  await anna.page.locator(".foot-cell").nth(4).hover();
  await anna.page.locator(".foot-cell").nth(4).getByRole("button").click();
  await anna.page.getByRole("menuitemradio", { name: "Filled" }).click();
  await anna.page.waitForFunction(() => /Filled\s*4/.test(document.querySelector('[data-testid="foot"]').innerText));
});

step("a view is kept under a name, opens by its address after a reload, and can be changed back", async () => {
  await anna.click("views");
  await anna.click("save-view-as");
  await anna.fill("view-name", "By status");
  await anna.click("view-save");
  await anna.page.getByRole("link", { name: "By status" }).waitFor();
  // The keys are the table's again.
  await anna.page.locator('[data-testid="grid"]:focus').waitFor();
  await anna.synced();
  const address = anna.page.url();
  assert.match(new URL(address).search, /^\?v=[0-9a-f]{32}$/);
  await anna.goto(address);
  await anna.unlock();
  await linesAre(["lead 1", "Ben Bauer", "cold 1", "Emil Ek", "warm 1", "Dora Dahl", "hot 2", "Ada Aal", "Cleo Clark"]);
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status", "Changed", "E-mail", "Job title"]);
  await anna.picture("saved-view");
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "No groups" }).click();
  await anna.see("save-view");
  await anna.page.getByRole("button", { name: "Changed since it was saved" }).click();
  await anna.at("save-view").waitFor({ state: "detached" });
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl", "Emil Ek"]);
  assert.equal(new URL(anna.page.url()).search, "");
  await anna.walk("deals");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "by st");
  const view = anna.at("palette").getByRole("option", { name: /^By status/ });
  await says(view, /By status\s*People/, "with the list that it is of");
  await view.click();
  await linesAre(["lead 1", "Ben Bauer", "cold 1", "Emil Ek", "warm 1", "Dora Dahl", "hot 2", "Ada Aal", "Cleo Clark"]);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
});

const EVERYBODY = ["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl", "Emil Ek"];
// The lines of the side bar that are marked.
const marked = async () => (await anna.page.locator('nav.side [aria-current="page"]').allInnerTexts()).map((line) => line.split("\n")[0].trim());

step("the line of a list leads out of a view to everything; address, lines and side bar say the same, and one line is marked", async () => {
  const grouped = ["lead 1", "Ben Bauer", "cold 1", "Emil Ek", "warm 1", "Dora Dahl", "hot 2", "Ada Aal", "Cleo Clark"];
  await anna.page.getByRole("link", { name: "By status" }).click();
  await linesAre(grouped);
  await settles(marked, ["By status"]);
  await anna.walk("deals");
  await settles(marked, ["Deals"]);
  // The key leads to where one was.
  await keys("g", "p");
  await linesAre(grouped);
  await anna.page.waitForFunction(() => location.pathname === "/people" && location.search.startsWith("?v="));
  await settles(marked, ["By status"]);
  await anna.walk("people");
  await linesAre(EVERYBODY);
  await anna.page.waitForFunction(() => location.pathname === "/people" && location.search === "");
  await settles(marked, ["People"]);
  await anna.page.goBack();
  await linesAre(grouped);
  await anna.page.reload();
  await anna.unlock();
  await linesAre(grouped);
  await settles(marked, ["By status"]);
  await anna.walk("deals");
  await anna.walk("people");
  await linesAre(EVERYBODY);
  await settles(marked, ["People"]);
});

step("filters are kept as a view by the button beside them", async () => {
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await panel("filter").getByText("hot", { exact: true }).click();
  await anna.click("filter-done");
  await anna.picture("keep-filters");
  await anna.click("keep-filters");
  await anna.fill("view-name", "Only hot");
  await anna.click("view-save");
  await anna.page.getByRole("link", { name: "Only hot" }).waitFor();
  await anna.at("keep-filters").waitFor({ state: "detached" });
  await anna.page.locator('[data-testid="grid"]:focus').waitFor();
  await settles(marked, ["Only hot"]);
  await anna.walk("people");
  await linesAre(EVERYBODY);
});

step("a head is a button in all its height, has a menu, and is carried to another place", async () => {
  const head = (name) => anna.page.locator(".grid-head [role=columnheader]", { hasText: name });
  const menu = (name) => head(name).getByTestId("head-menu").click();
  const before = await heads();
  await head("Company").click({ position: { x: 3, y: 32 } });
  await anna.page.waitForFunction(() => location.search === "?sort=12");
  await head("Status").getByRole("button", { name: "Status", exact: true }).click({ modifiers: ["Shift"] });
  await anna.page.waitForFunction(() => location.search === "?sort=12,40");
  assert.ok(await anna.page.evaluate(() => getSelection().isCollapsed), "no letter is marked by that");
  await menu("Status");
  await anna.picture("head-menu");
  await anna.click("head-descending");
  await anna.page.waitForFunction(() => location.search === "?sort=-40");
  await menu("Status");
  await anna.click("head-group");
  await anna.at("group").first().waitFor();
  await menu("Status");
  await anna.click("head-group");
  await anna.at("group").first().waitFor({ state: "detached" });
  await menu("Status");
  await anna.click("head-filter");
  await panel("filter").getByText("hot", { exact: true }).click();
  await anna.click("filter-done");
  await settles(async () => (await lines()).sort(), ["Ada Aal", "Cleo Clark"]);
  // By keys: the last thing in the menu hides the column.
  await head("E-mail").getByTestId("head-menu").focus();
  await keys("Enter", "ArrowUp", "Enter");
  const hidden = before.filter((name) => name !== "E-mail");
  await settles(heads, hidden);
  await menu("Company");
  await anna.click("head-right");
  await settles(heads, [hidden[0], hidden[2], hidden[1], ...hidden.slice(3)]);
  await head("Company").locator(".head-more:focus").waitFor();
  const [from, to] = [await anna.box(head("Status")), await anna.box(head(hidden[2]))];
  await anna.page.mouse.move(from.x + 20, from.y + 18);
  await anna.page.mouse.down();
  await anna.page.mouse.move(to.x + 10, to.y + 18, { steps: 8 });
  await anna.picture("head-carried");
  await anna.page.mouse.up();
  const rest = [hidden[2], hidden[1], ...hidden.slice(3)].filter((name) => name !== "Status");
  await settles(heads, [hidden[0], "Status", ...rest]);
  assert.equal(new URL(anna.page.url()).search, "?sort=-40", "what is carried sorts nothing");
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(EVERYBODY);
  await settles(heads, before);
});

step("moved sideways, the name that stays has an edge", async () => {
  await anna.page.setViewportSize({ width: 760, height: 870 });
  await anna.page.waitForFunction(() => {
    const grid = document.querySelector('[data-testid="grid"]');
    grid.scrollLeft = 90;
    return grid.scrollLeft > 0 && grid.matches(".aside");
  });
  await anna.picture("grid-aside");
  await anna.page.waitForFunction(() => {
    const grid = document.querySelector('[data-testid="grid"]');
    grid.scrollLeft = 0;
    return !grid.matches(".aside");
  });
  await anna.page.setViewportSize(WIDE.viewport);
});

step("cells: walked by arrows, typed into, refused where a name is nobody's, taken back and done again", async () => {
  // What nobody types into a table is not among the cells of these steps.
  await anna.click("columns");
  await panel("columns").getByText("Newsletter", { exact: true }).click();
  await keys("Escape");
  await anna.at("grid").focus();
  await keys("Home", "ArrowRight");
  await anna.page.locator('#marked-cell[aria-label="Name: Ada Aal"]').waitFor();
  await keys("ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight", "ArrowRight");
  await anna.page.locator('#marked-cell[aria-label="Status: hot"]').waitFor();
  await anna.page.keyboard.type("COLD");
  await anna.picture("cell-edit");
  await keys("Enter");
  await cellIs(4, "Ada Aal", "cold");
  await anna.page.locator('#marked-cell[aria-label="Status: lead"]').waitFor();
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "hot");
  await keys("Control+Shift+z");
  await cellIs(4, "Ada Aal", "cold");
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
  await anna.page.locator('#marked-cell[aria-label="Status: cold"]').waitFor();
  await anna.page.evaluate(() => {
    window.drawn = window.requestAnimationFrame;
    window.requestAnimationFrame = () => 0;
  });
  await anna.page.keyboard.type("warm");
  assert.equal(await anna.at("cell-edit").inputValue(), "warm");
  await keys("Enter");
  await cellIs(4, "Ada Aal", "warm");
  await anna.page.locator(".grid-row[data-id] > .wide").first().dblclick();
  await anna.page.keyboard.type("berg");
  assert.equal(await anna.at("cell-edit").inputValue(), "berg");
  await keys("Escape");
  await anna.page.evaluate(() => (window.requestAnimationFrame = window.drawn));
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "cold");
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
  for (const word of ["cold", "warm", "hot"]) await option(word).waitFor();
  await anna.picture("cell-offers");
  await keys("Control+a");
  await anna.page.keyboard.type("frosty");
  await option("New word “frosty”").waitFor();
  await keys("Escape");
  await anna.at("cell-edit").waitFor({ state: "detached" });
  await cellIs(4, "Ada Aal", "cold");
  await status.dblclick();
  await option("warm").click();
  await cellIs(4, "Ada Aal", "warm");
  assert.equal(await anna.at("record").count(), 0, "the row beneath is not pressed");
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "cold");
  await status.dblclick();
  await option("cold").waitFor();
  await keys("ArrowDown", "Enter");
  // The first of them, whichever that is.
  await settles(async () => (await column(4))["Ada Aal"], "lead");
  await keys("Control+z");
  await cellIs(4, "Ada Aal", "cold");
});

step("cells: copied to and pasted from a spreadsheet, filled down, emptied, each one step", async () => {
  await anna.page.locator(".grid-row[data-id] > .wide").nth(4).click();
  await keys("Shift+ArrowDown", "Shift+ArrowDown", "Control+c");
  await anna.page.getByText("3 cells copied.").waitFor();
  const clipboard = () => anna.page.evaluate(() => navigator.clipboard.readText());
  assert.equal(await clipboard(), "cold\nlead\nhot");
  await keys("Control+d");
  await cellIs(4, "Cleo Clark", "cold");
  await cellIs(4, "Ben Bauer", "cold");
  await keys("Control+z");
  await cellIs(4, "Cleo Clark", "hot");
  await cellIs(4, "Ben Bauer", "lead");
  await anna.page.evaluate(() => navigator.clipboard.writeText("press, board\twarm\r\nvip\tnot a day\r\n"));
  await anna.page.locator(".grid-row[data-id] > .wide").nth(3).click();
  await keys("Control+v");
  await cellIs(3, "Ada Aal", "board\npress");
  await cellIs(4, "Ada Aal", "warm");
  await cellIs(4, "Ben Bauer", "not a day");
  await anna.picture("cells-pasted");
  await keys("Shift+ArrowDown", "Delete");
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
  assert.equal(await clipboard(), "warm\nnot a day\nhot");
  await drag(cell(at("Ben Bauer"), 4), cell(at("Ben Bauer"), 3));
  await keys("Control+c");
  await anna.page.getByText("2 cells copied.").waitFor();
  assert.equal(await clipboard(), "\tnot a day");
  // Shift and a press reach from the marked cell to another.
  await cell(at("Ada Aal"), 4).click();
  await cell(at("Ben Bauer"), 4).click({ modifiers: ["Shift"] });
  await keys("Control+c");
  await anna.page.waitForFunction(async () => (await navigator.clipboard.readText()) === "warm\nnot a day");
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

step("on a phone: conditions and groups fit the width", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.page.locator('header .phone-only[aria-label="Search"]').click();
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await anna.picture("filter-phone");
  assert.ok(await anna.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing stands out at the side");
  const box = await anna.box(panel("filter"));
  assert.ok(box.x >= 0 && box.x + box.width <= PHONE.viewport.width, "the panel is inside");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("nothing was complained about", async () => assert.deepEqual(anna.errors, []));
