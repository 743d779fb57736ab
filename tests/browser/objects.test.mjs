// Kinds of records that a team defines itself: named in Settings, with a list, pages, fields, relations, search and tasks.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.importFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("First name,Last name,Company\nAda,Aal,Berg AG\n") });
  await anna.click("import-run");
  await anna.see("import-done");
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

step("while it has records it stays", async () => {
  await anna.walk("settings");
  await anna.at("own-object").getByRole("button", { name: "Remove Matters" }).click();
  await anna.page.getByText("it still has records here (1)", { exact: false }).first().waitFor();
  await anna.at("own-object").getByText("Matters", { exact: true }).waitFor();
});
