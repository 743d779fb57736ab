// Every field with what it is for: what no purpose needs comes first with the list behind its number, a field of one's own
// goes with its values and comes back with one undo, and a rule of retention is about what fits its filter.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First Name,Last Name,E-mail Address,Department,Birthday,Spouse,Status
Ada,Aal,ada@example.org,Sales,1985-04-12,Ben,former
Ben,Bauer,ben@example.org,,,,hot
Cleo,Clark,cleo@example.org,Law,,,former
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.importFiles({ name: "outlook.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
});

after(() => dispose(anna, server));

const field = (name) => anna.page.locator(`[data-testid="field-line"][data-name="${name}"]`);

async function toFields() {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/fields"]').click();
  await anna.at("field-line").first().waitFor();
}

step("what no purpose needs is not ticked in an import", async () => {
  const column = (name) => anna.page.locator(`[data-testid="column"][data-header="${name}"]`);
  for (const name of ["Birthday", "Spouse"]) {
    assert.equal(await column(name).getByRole("combobox").inputValue(), "skip", name);
    await column(name).getByText("Not needed for most purposes", { exact: false }).waitFor();
  }
  assert.notEqual(await column("Department").getByRole("combobox").inputValue(), "skip");
  await column("Birthday").getByRole("combobox").selectOption({ label: "Birthday" });
  await anna.click("import-run");
  await anna.see("import-done");
});

step("a field is added with a purpose and for how long", async () => {
  // The first purposes are made with the first look at somebody's privacy.
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await anna.page.locator('[data-purpose="Newsletter"]').first().waitFor();
  await anna.walk("settings");
  await anna.click("add-field");
  await anna.fill("field-name", "Shirt size");
  await anna.at("field-purposes").getByText("Customer service").waitFor();
  await anna.at("field-purposes").getByText("Choose at least one", { exact: false }).waitFor();
  await anna.at("field-form").getByRole("combobox", { name: "Kept for" }).selectOption({ label: "1 year" });
  await anna.pictures("fields-form");
  await anna.click("field-save");
  await anna.at("field-form").getByText("A field of people is for a purpose.", { exact: false }).waitFor();
  await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.click("field-save");
  await anna.at("own-field").filter({ hasText: "Shirt size" }).waitFor();
  for (const [name, size] of [["ada", "M"], ["ben", "L"]]) {
    await anna.openPerson(name);
    const input = anna.page.locator('section[aria-label="Own fields"]').getByLabel("Shirt size");
    await input.fill(size);
    await input.press("Enter");
    await anna.synced();
  }
});

step("what nobody needs comes first, with the list behind its number", async () => {
  await anna.walk("settings");
  await anna.at("own-field").filter({ hasText: "Shirt size" }).getByRole("button", { name: /^Edit/ }).click();
  await anna.at("field-purposes").getByLabel("Customer service").uncheck();
  await anna.click("field-save");
  await anna.at("field-form").waitFor({ state: "detached" });
  await anna.walk("privacy");
  await anna.at("centre-unneeded").getByText("2", { exact: true }).waitFor();
  await anna.click("centre-unneeded");
  await anna.at("only-some").getByText("no purpose needs", { exact: false }).waitFor();
  const names = () => anna.page.locator('[data-testid="field-line"]').evaluateAll((lines) => lines.map((line) => line.dataset.name));
  await settles(names, ["Shirt size", "Birthday"], "what the number counts");
  await anna.pictures("fields-unneeded");
  await anna.walk("privacy");
  await anna.at("centre-sensitive").getByText("1", { exact: true }).waitFor();
  await anna.click("centre-sensitive");
  await anna.at("only-some").getByText("masked", { exact: false }).waitFor();
  await settles(names, ["Birthday"]);
  await anna.click("whose-fields");
  await anna.page.locator('[data-testid="centre-person"]').first().waitFor();
  await anna.page.goBack();
  await anna.click("only-all");
  await anna.at("unneeded").getByText("2 fields hold values that no purpose needs.", { exact: false }).waitFor();
  const first = anna.page.locator('[data-testid="fields-of"]').first().getByTestId("field-line");
  await settles(() => first.evaluateAll((lines) => lines.slice(0, 2).map((line) => line.dataset.name)), ["Shirt size", "Birthday"]);
  await field("Shirt size").getByTestId("field-filled").getByText("66%").waitFor();
  await field("Shirt size").getByText("kept 1 year", { exact: false }).waitFor();
  await field("Birthday").getByText("Sensitive", { exact: true }).waitFor();
  assert.equal(await field("E-mail").first().getByTestId("field-drop").count(), 0, "what is needed is not dropped");
  await field("E-mail").first().getByTestId("field-why").getByText("Customer service", { exact: false }).waitFor();
  await anna.pictures("fields");
  await field("Shirt size").getByTestId("field-filled").click();
  await anna.countIs(2);
});

step("a purpose is named, and the field is needed", async () => {
  await toFields();
  await field("Shirt size").getByTestId("field-edit").click();
  await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.click("field-save");
  await field("Shirt size").getByTestId("field-why").getByText("Customer service").waitFor();
  await anna.at("unneeded").getByText("One field holds values that no purpose needs.", { exact: false }).waitFor();
});

step("a field goes with its values, and comes back with one undo", async () => {
  await field("Shirt size").getByTestId("field-drop").click();
  await anna.at("drop-goes").getByText("2 values are taken away from the records.").waitFor();
  await anna.pictures("fields-drop");
  await anna.click("drop-confirm");
  await field("Shirt size").waitFor({ state: "detached" });
  await anna.page.getByRole("button", { name: "Undo" }).first().click();
  await field("Shirt size").getByTestId("field-filled").getByText("2", { exact: true }).waitFor();
  await field("Shirt size").getByTestId("field-why").getByText("Customer service").waitFor();
});

step("what no purpose needs goes from Tacit's own fields with one press, and comes back with one", async () => {
  await field("Birthday").getByTestId("field-drop").click();
  await anna.at("drop-goes").getByText("One value is taken away", { exact: false }).waitFor();
  assert.equal(await anna.at("drop-dialog").getByText("The field goes with", { exact: false }).count(), 0, "the field is there for whoever needs it");
  await anna.click("drop-confirm");
  await anna.at("unneeded").waitFor({ state: "detached" });
  await anna.page.getByRole("button", { name: "Undo" }).first().click();
  await field("Birthday").getByTestId("field-filled").getByText("1", { exact: true }).waitFor();
});

step("a field that was only removed in the settings still shows what it left", async () => {
  await anna.walk("settings");
  await anna.at("own-field").filter({ hasText: "Shirt size" }).getByRole("button", { name: "Remove Shirt size" }).click();
  await anna.at("own-field").filter({ hasText: "Shirt size" }).waitFor({ state: "detached" });
  await anna.click("all-fields");
  await field("Removed field").getByText("The field was removed, and its values were not").waitFor();
  await field("Removed field").getByTestId("field-drop").click();
  await anna.click("drop-confirm");
  await field("Removed field").waitFor({ state: "detached" });
});

step("a rule of retention is about what fits its filter, from the end of a consent on", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/retention"]').click();
  await anna.click("add-rule");
  await anna.fill("rule-name", "Former customers");
  const dialog = anna.at("rule-dialog");
  await dialog.getByRole("combobox", { name: "Counted from" }).selectOption({ label: "The end of a consent" });
  await dialog.getByRole("combobox", { name: "Which purpose" }).selectOption({ label: "Newsletter" });
  await dialog.getByTestId("filter").click();
  await anna.at("filter-panel").getByRole("button", { name: "Status", exact: true }).click();
  await anna.at("filter-panel").getByText("former", { exact: false }).first().click();
  await anna.pictures("fields-rule-filter");
  await anna.click("filter-done");
  await dialog.getByTestId("condition").waitFor();
  await anna.pictures("fields-rule");
  await anna.click("rule-save");
  const rule = anna.page.locator('[data-testid="rule"][data-name="Former customers"]');
  await rule.getByText("Some people: 3 years after the end of a consent (Newsletter)", { exact: false }).waitFor();
  await rule.getByTestId("rule-due").getByText("0 due of 0", { exact: false }).waitFor();
  await rule.getByTestId("edit-rule").click();
  await dialog.getByTestId("condition").getByText("former", { exact: false }).waitFor();
  await dialog.getByRole("combobox", { name: "Counted from" }).selectOption({ label: "It was made" });
  await anna.click("rule-save");
  await rule.getByTestId("rule-due").getByText("0 due of 2", { exact: false }).waitFor();
  assert.deepEqual(anna.errors, []);
});
