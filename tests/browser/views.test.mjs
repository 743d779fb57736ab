// Lists as people arrange them: conditions, groups, columns, figures, saved views.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { EVERYBODY, bringFive, table } from "./lib/table.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const { lines, linesAre, column, heads, panel, keys } = table(() => anna);

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await bringFive(server, anna);
});

after(() => dispose(anna, server));

step("conditions: chosen, joined by and, then by or, changed in place, taken off", async () => {
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await panel("filter").getByText("Hot", { exact: true }).click();
  await panel("filter").getByText("Warm", { exact: true }).click();
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
  await anna.page.locator(".condition").getByText("Warm", { exact: true }).click();
  await keys("Escape");
  await linesAre(["Ada Aal", "Cleo Clark", "Emil Ek"]);
  assert.equal(new URL(anna.page.url()).search, "", "what is filtered stands in no address");
  await anna.page.getByRole("button", { name: "Take this filter off" }).first().click();
  await linesAre(["Ada Aal", "Emil Ek"]);
  await anna.page.getByRole("button", { name: "Take this filter off" }).click();
  await anna.countIs(5);
});

step("a condition begun by keys has the focus, filters by no days before some are chosen, and Esc leads back to its button", async () => {
  const button = (name) => panel("filter").getByRole("button", { name, exact: true });
  await anna.click("filter");
  await panel("filter").locator('[data-testid="narrow"]:focus').waitFor();
  await anna.page.keyboard.type("status");
  await button("E-mail").waitFor({ state: "detached" });
  await keys("Enter");
  await panel("filter").locator("select:focus").waitFor();
  await keys("Escape");
  await panel("filter").waitFor({ state: "detached" });
  await anna.page.locator('[data-testid="filter"]:focus').waitFor();
  await anna.click("filter");
  await button("Created").click();
  await panel("filter").locator("select:focus").waitFor();
  const days = panel("filter").getByRole("combobox", { name: "When" });
  assert.equal(await days.inputValue(), "");
  assert.equal(await anna.at("condition").count(), 0, "nobody has said anything yet");
  await anna.picture("filter-days");
  await days.selectOption({ label: "in the future" });
  await says(anna.at("empty"), /Nobody fits\s+No record here meets the conditions of the filter\.\s+Clear filters/);
  await anna.page.locator(".grid-row[data-id]:visible").first().waitFor({ state: "detached" });
  // Where the focus has gone out of the page it closes all the same.
  await anna.page.evaluate(() => document.activeElement.blur());
  await keys("Escape");
  await anna.page.locator('[data-testid="filter"]:focus').waitFor();
  await anna.pictures("filter-empty");
  await anna.click("empty-clear");
  await anna.countIs(5);
  await anna.at("condition").waitFor({ state: "detached" });
});

step("conditions of two levels: this or that, and something else", async () => {
  await anna.click("filter");
  await panel("filter").getByRole("button", { name: "Status" }).click();
  await panel("filter").getByText("Hot", { exact: true }).click();
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
  await panel("filter").getByText("Cold", { exact: true }).click();
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
  await laneIs("Hot", ["Ada Aal", "Cleo Clark"]);
  assert.equal((await anna.page.locator(".stage").evaluateAll((all) => all.map((one) => one.getAttribute("aria-label")))).at(-1), "Without");
  await anna.click("sort-by");
  await panel("sort").getByTestId("sheet-descending").click();
  await laneIs("Hot", ["Cleo Clark", "Ada Aal"]);
  await anna.page.waitForFunction(() => location.search === "?sort=-0&view=board");
  await panel("sort").getByTestId("sort-more").click();
  const criteria = panel("sort").getByTestId("sheet-sort");
  await criteria.nth(1).waitFor();
  await criteria.first().getByRole("combobox").selectOption({ label: "E-mail" });
  await criteria.first().getByTestId("sheet-ascending").click();
  await laneIs("Hot", ["Ada Aal", "Cleo Clark"]);
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
  await laneIs("Hot", ["Cleo Clark", "Ada Aal"]);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(EVERYBODY);
});

step("who made a record and when are columns, and its rows stand together by whom", async () => {
  await anna.click("columns");
  for (const name of ["Created", "Created by", "Last contact"]) await panel("columns").getByText(name, { exact: true }).click();
  await keys("Escape");
  await settles(async () => (await heads()).slice(-3), ["Created", "Created by", "Last contact"]);
  await settles(async () => /Anna Berg/.test((await column(7))["Ada Aal"]), true);
  assert.equal((await column(8))["Ada Aal"], "", "nobody has spoken to her yet");
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Created by" }).click();
  await anna.at("group").getByText("Anna Berg").waitFor();
  await settles(() => anna.at("group").count(), 1);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(EVERYBODY);
});

step("groups: by status, in the order of its words; one folds away and keys pass over it", async () => {
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Status" }).click();
  await linesAre(["Lead 1", "Ben Bauer", "Cold 1", "Emil Ek", "Warm 1", "Dora Dahl", "Hot 2", "Ada Aal", "Cleo Clark"]);
  await anna.pictures("groups");
  await anna.page.getByTestId("group").nth(1).click();
  await linesAre(["Lead 1", "Ben Bauer", "Cold 1", "Warm 1", "Dora Dahl", "Hot 2", "Ada Aal", "Cleo Clark"]);
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
  await anna.page.waitForFunction(() => document.querySelectorAll(".grid-head [role=columnheader]").length === 6);
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status"]);
  await panel("columns").getByText("Job title").click();
  await panel("columns").getByText("E-mail").click();
  await panel("columns").getByRole("button", { name: "Further left" }).last().click();
  await anna.picture("columns");
  await keys("Escape");
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status", "E-mail", "Job title"]);
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
  await linesAre(["Lead 1", "Ben Bauer", "Cold 1", "Emil Ek", "Warm 1", "Dora Dahl", "Hot 2", "Ada Aal", "Cleo Clark"]);
  await settles(heads, ["Name", "Phone", "Tags", "Newsletter", "Status", "E-mail", "Job title"]);
  await anna.picture("saved-view");
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "No groups" }).click();
  await anna.see("save-view");
  await anna.page.getByRole("button", { name: "Changed since it was saved" }).click();
  await anna.at("save-view").waitFor({ state: "detached" });
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
  await linesAre(EVERYBODY);
  assert.equal(new URL(anna.page.url()).search, "");
  await anna.walk("deals");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "by st");
  const view = anna.at("palette").getByRole("option", { name: /^By status/ });
  await says(view, /By status\s*People/, "with the list that it is of");
  await view.click();
  await linesAre(["Lead 1", "Ben Bauer", "Cold 1", "Emil Ek", "Warm 1", "Dora Dahl", "Hot 2", "Ada Aal", "Cleo Clark"]);
  await anna.click("views");
  await anna.page.getByRole("menuitemradio", { name: "Everything" }).click();
});

// The lines of the side bar that are marked.
const marked = async () => (await anna.page.locator('nav.side [aria-current="page"]').allInnerTexts()).map((line) => line.split("\n")[0].trim());

step("the line of a list leads out of a view to everything; address, lines and side bar say the same, and one line is marked", async () => {
  const grouped = ["Lead 1", "Ben Bauer", "Cold 1", "Emil Ek", "Warm 1", "Dora Dahl", "Hot 2", "Ada Aal", "Cleo Clark"];
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
  await panel("filter").getByText("Hot", { exact: true }).click();
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
  await panel("filter").getByText("Hot", { exact: true }).click();
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
