// Kinds of records that a team defines itself: named in Settings, with a list, pages, fields, relations, search and tasks.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring("First name,Last name,Company\nAda,Aal,Berg AG\n");
});

after(() => dispose(anna, server));

const side = () => anna.page.locator("nav.side");
const heading = (name) => anna.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();

step("a kind is named once, for one and for several, with a sign", async () => {
  await anna.walk("settings");
  await anna.at("own-objects").getByText("None yet.").waitFor();
  await anna.click("add-object");
  await anna.fill("object-one", "Matter");
  await anna.click("object-save");
  await anna.at("object-form").getByText("needs a name for one and a name for several", { exact: false }).waitFor();
  await anna.fill("object-many", "Matters");
  await anna.at("object-form").getByRole("radio", { name: "Scales" }).check({ force: true });
  await anna.pictures("object-form");
  await anna.click("object-save");
  await anna.at("own-object").getByText("Matters", { exact: true }).waitFor();
  await side().getByText("Matters", { exact: true }).waitFor();
  await anna.at("own-objects").scrollIntoViewIfNeeded();
  await anna.pictures("own-objects");
});

step("its list begins empty and says so; a record is made with its company and people", async () => {
  await side().getByText("Matters", { exact: true }).click();
  await heading("Matters");
  await anna.see("empty");
  await anna.pictures("objects-empty");
  await anna.click("empty-add");
  await anna.fill("title", "Merger of the mills");
  await anna.page.getByRole("combobox", { name: "People" }).fill("ada");
  await anna.page.getByRole("option", { name: "Ada Aal" }).click();
  await anna.click("create-record");
  await heading("Merger of the mills");
  assert.match(new URL(anna.page.url()).pathname, /^\/objects\/\d+\/[0-9a-f]{32}$/);
  await anna.pictures("object-record");
  await anna.page.reload();
  await anna.unlock();
  await heading("Merger of the mills");
});

step("a field of one's own stands on it", async () => {
  await anna.walk("settings");
  await anna.at("own-fields").getByRole("combobox", { name: "For" }).selectOption({ label: "Matters" });
  await anna.click("add-field");
  await anna.fill("field-name", "Court");
  await anna.click("field-save");
  await anna.at("own-field").getByText("Court", { exact: true }).waitFor();
  await side().getByText("Matters", { exact: true }).click();
  await anna.countIs(1);
  await anna.click("columns");
  await anna.page.getByRole("checkbox", { name: "Court", exact: true }).click();
  await anna.page.keyboard.press("Escape");
  await anna.page.getByRole("columnheader", { name: "Court" }).waitFor();
  await anna.pictures("objects-list");
});

step("a person's page lists what concerns her, and a task can be about it", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-objects");
  await anna.at("related-objects").getByText("Merger of the mills").click();
  await heading("Merger of the mills");
  await anna.click("add-task");
  await anna.fill("title", "File the motion");
  await anna.click("create-record");
  await anna.click("tab-tasks");
  await anna.at("related-tasks").getByText("File the motion").waitFor();
});

// Opens it, and waits until it listens: the one that was just closed may still be on its way out.
async function palette() {
  await anna.at("palette").waitFor({ state: "detached" });
  await anna.page.keyboard.press("Control+k");
  await anna.page.waitForFunction(() => document.activeElement?.closest('[data-testid="palette"]'));
}

step("the palette goes to it and finds it", async () => {
  await palette();
  await anna.page.keyboard.type("merger");
  await anna.page.getByRole("option", { name: /Merger of the mills/ }).first().waitFor();
  await anna.page.keyboard.press("Escape");
  await palette();
  await anna.page.keyboard.type("matters");
  await anna.page.getByRole("option", { name: /Matters/ }).first().click();
  await heading("Matters");
});

const own = async (kind, name, form, choices) => {
  await anna.walk("settings");
  await anna.at("own-fields").getByRole("combobox", { name: "For" }).selectOption({ label: kind });
  await anna.click("add-field");
  await anna.fill("field-name", name);
  await anna.at("field-form").getByRole("combobox").first().selectOption({ label: form });
  if (choices) await anna.at("field-form").locator("textarea").fill(choices);
  if (kind === "People") await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.click("field-save");
  await anna.at("own-field").getByText(name, { exact: true }).waitFor();
};

step("own fields are asked for in the form of a new record", async () => {
  await own("Matters", "Phase", "One of several choices", "Open\nClosed");
  await own("Matters", "Fee", "Amount of money");
  await side().getByText("Matters", { exact: true }).click();
  await heading("Matters");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "Appeal");
  const part = await anna.see("own-part");
  await part.getByLabel("Court").fill("Kiel");
  await part.getByRole("combobox", { name: "Phase" }).selectOption("Open");
  await part.getByLabel("Fee").fill("1200");
  await anna.pictures("object-new");
  await soundAsItStands(anna);
  await anna.click("create-record");
  await heading("Appeal");
  await anna.page.locator('[data-testid="field"] input').filter({ visible: true }).first().waitFor();
  const held = () => anna.page.locator('[data-testid="field"] :is(input, select)').evaluateAll((inputs) => inputs.map((input) => input.value));
  await settles(async () => (await held()).filter((value) => ["Kiel", "Open"].includes(value)).sort(), ["Kiel", "Open"]);
});

step("of people, what no purpose needs stands behind a press, and a special category waits for the person's page", async () => {
  await own("People", "Shoe size", "Text");
  await anna.at("own-field").filter({ hasText: "Shoe size" }).getByRole("button", { name: /^Edit/ }).click();
  await anna.at("field-purposes").getByLabel("Customer service").uncheck();
  await anna.click("field-save");
  await anna.at("field-form").waitFor({ state: "detached" });
  await anna.walk("people");
  await anna.page.keyboard.press("c");
  await anna.see("own-part");
  await anna.at("unneeded-fields").locator("summary").click();
  await anna.at("unneeded-fields").getByLabel("Shoe size").fill("39");
  await anna.pictures("person-new-own");
  await soundAsItStands(anna);
  await anna.page.keyboard.press("Escape");
});

const MATTERS = "Matter,Court,Phase,Fee,Company\nEstate of Aal,Kiel,Open,2500,Berg AG\nLicence,Berlin,Pending,much,Nobody GmbH\n,Kiel,,,\n";
const table = (text) => ({ name: "export.csv", mimeType: "text/csv", buffer: Buffer.from(text) });

step("a table is looked at before it is brought in: what each column is, and what does not fit", async () => {
  await side().getByText("Matters", { exact: true }).click();
  await anna.countIs(2);
  await anna.importFiles(table(MATTERS));
  assert.equal(await anna.at("import-subject").getByRole("combobox").evaluate((select) => select.selectedOptions[0].textContent), "Matters");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="new-own"] b')?.textContent === "2");
  const issues = (await anna.at("issue").allInnerTexts()).join("\n");
  for (const words of ["no name", "none of the words to choose from", "no record is called so"]) assert.match(issues, new RegExp(words));
  await anna.at("own-sample").getByText("Estate of Aal").waitFor();
  await anna.pictures("import-own");
  await soundAsItStands(anna);
});

step("as people it is something else, and back again", async () => {
  const subject = anna.at("import-subject").getByRole("combobox");
  await subject.selectOption({ label: "A person, with a company" });
  await anna.at("new-people").waitFor();
  await anna.at("new-own").waitFor({ state: "detached" });
  await anna.at("import-subject").getByRole("combobox").selectOption({ label: "Matters" });
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="new-own"] b')?.textContent === "2");
});

step("it is brought in, shown, and taken back as one", async () => {
  await anna.click("import-run");
  const done = await anna.see("import-done");
  await says(done, /2 Matters/);
  await anna.pictures("import-own-done");
  await anna.click("import-show");
  await heading("Matters");
  await anna.countIs(4);
  await anna.importFiles(table(MATTERS));
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="new-own"] b')?.textContent === "0");
  await side().getByText("Matters", { exact: true }).click();
  await anna.page.keyboard.press("Control+z");
  await anna.countIs(2);
  await anna.page.keyboard.press("Control+Shift+z");
  await anna.countIs(4);
});

step("the dashboard counts it by its choice, and each number opens its list", async () => {
  await anna.walk("dashboard");
  const section = await anna.see("own-kinds");
  await section.scrollIntoViewIfNeeded();
  await anna.pictures("dashboard-own");
  await soundAsItStands(anna);
  await says(section, /Fee/);
  await section.getByTestId("chart-numbers").click();
  const line = section.locator("tbody tr", { hasText: "Open" });
  await settles(() => line.locator("td").innerText(), "2");
  await line.getByRole("link").click();
  await heading("Matters");
  await anna.page.waitForFunction(() => [...document.querySelectorAll('[data-testid="grid"] .grid-body > [data-id]:not([hidden])')].length === 2);
});

step("a board by its choice: cards are moved by pointer and by keys, and what has no word lies in the last column", async () => {
  await side().getByText("Matters", { exact: true }).click();
  await heading("Matters");
  await anna.page.getByRole("button", { name: "Take this filter off" }).click();
  await anna.countIs(4);
  await anna.click("layout-board");
  await anna.see("board");
  const lane = (name) => anna.page.locator(".stage").filter({ has: anna.page.getByRole("heading", { name, exact: true }) });
  const cards = async (name, titles) => {
    for (const title of titles) await lane(name).locator(".deal", { hasText: title }).waitFor();
    // What left it is gone a moment later.
    await lane(name).locator(".deal").nth(titles.length).waitFor({ state: "detached" });
    await settles(() => lane(name).locator(".deal").count(), titles.length, name);
  };
  await settles(() => anna.page.locator(".stage h2").allInnerTexts(), ["Open", "Closed", "Without"]);
  await cards("Without", ["Licence", "Merger of the mills"]);
  await cards("Open", ["Appeal", "Estate of Aal"]);
  await cards("Closed", []);
  await soundAsItStands(anna);
  await lane("Open").locator(".deal", { hasText: "Appeal" }).focus();
  for (const key of [" ", "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await cards("Closed", ["Appeal"]);
  await anna.page.keyboard.press("Control+z");
  await cards("Open", ["Appeal", "Estate of Aal"]);
  const drag = async (card, to) => {
    await card.hover();
    await anna.page.mouse.down();
    const box = await to.boundingBox();
    await anna.page.mouse.move(box.x + box.width / 2, box.y + 60, { steps: 6 });
    await anna.page.mouse.up();
  };
  await drag(lane("Open").locator(".deal", { hasText: "Estate" }), lane("Without"));
  await cards("Without", ["Estate of Aal", "Licence", "Merger of the mills"]);
  await drag(lane("Without").locator(".deal", { hasText: "Licence" }), lane("Closed"));
  await cards("Closed", ["Licence"]);
  await anna.pictures("object-board");
  // A new one in a column has its word from the first.
  await lane("Closed").getByTestId("stage-add").click();
  await anna.fill("title", "Deed of 1998");
  await settles(() => anna.at("own-part").getByRole("combobox", { name: "Phase" }).inputValue(), "Closed");
  await anna.page.keyboard.press("Escape");
  await anna.page.reload();
  await anna.unlock();
  await cards("Closed", ["Licence"]);
  await lane("Closed").locator(".deal").click();
  await heading("Licence");
  await anna.page.goBack();
  await anna.click("layout-table");
  await anna.see("grid");
  // People have a choice as well. Of a search that finds nobody the board keeps no order.
  await anna.walk("people");
  await anna.page.locator("[data-search]").fill("zzzqqq");
  await anna.click("layout-board");
  await lane("Without").waitFor();
  await cards("Without", []);
  await anna.page.locator("[data-search]").fill("");
  await anna.page.waitForFunction(() => document.querySelector(".stage h2")?.textContent === "Without");
  await cards("Without", ["Ada Aal"]);
  assert.equal((await anna.page.locator(".stage h2").allInnerTexts())[0], "Without", "where everybody is comes first");
  await anna.pictures("people-board");
  await anna.click("layout-table");
  // On a phone the sheet of the list has it.
  await anna.page.setViewportSize(PHONE.viewport);
  const sheet = () => anna.at("list-sheet");
  await anna.click("list-sheet-open");
  await sheet().getByTestId("layout-board").click();
  await anna.pictures("board-sheet");
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.page.keyboard.press("Escape");
  await cards("Without", ["Ada Aal"]);
  await anna.click("list-sheet-open");
  await sheet().getByTestId("layout-table").click();
  await anna.page.keyboard.press("Escape");
  await anna.page.setViewportSize(WIDE.viewport);
  await anna.see("grid");
});

step("while it has records it stays", async () => {
  await anna.walk("settings");
  await anna.at("own-object").getByRole("button", { name: "Remove Matters" }).click();
  await anna.page.getByText("it still has records here (4)", { exact: false }).first().waitFor();
  await anna.at("own-object").getByText("Matters", { exact: true }).waitFor();
});
