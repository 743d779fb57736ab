// Where data came from, who is responsible for it, how long a field keeps it, and a number that is called but not texted.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { subscribe, toPrivacy } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const only = (name) => anna.page.locator(`[data-testid="${name}"]`);

const FIRST = `First name,Last name,E-mail,Phone
Ada,Lovelace,ada@example.org,+44 20 7946 0018
`;
const SECOND = `First name,Last name,E-mail,Job Title
Ada,Lovelace,ada@example.org,Analyst
`;

async function bring(name, text) {
  await anna.walk("people");
  await anna.bring({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
}

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await bring("clients.csv", FIRST);
  await bring("fair-2026.csv", SECOND);
  await anna.synced();
});

after(() => dispose(anna, server));

step("a file is named for what it brought, on the person's page and in the audit", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await anna.at("sources").getByText("clients.csv, row 2").waitFor();
  const added = anna.at("sources").getByTestId("source").filter({ hasText: "from the file fair-2026.csv" });
  await added.getByText("Job title", { exact: false }).waitFor();
  await anna.pictures("sources");
  await toPrivacy(anna, "audit");
  await only("audit-event").filter({ hasText: "Imported: fair-2026.csv" }).waitFor();
  await only("audit-event").filter({ hasText: "Imported: clients.csv" }).waitFor();
  await anna.pictures("audit-imported");
});

step("a number is left alone by text messages, and an address for one purpose", async () => {
  await subscribe(anna, "ada", "Card from the fair");
  await anna.at("left-alone").getByText("None of this person’s addresses and numbers is on the list.").waitFor();
  await anna.click("leave-alone");
  const dialog = anna.at("leave-alone-dialog");
  await dialog.getByRole("combobox", { name: "Address or number" }).selectOption({ label: "+44 20 7946 0018" });
  const far = dialog.getByRole("combobox", { name: "What is blocked" });
  await far.selectOption({ label: "Contact by text message" });
  await anna.pictures("leave-alone");
  // Another kind of contact point has other channels.
  await dialog.getByRole("combobox", { name: "Address or number" }).selectOption({ label: "ada@example.org" });
  await settles(() => far.inputValue(), "marketing");
  await dialog.getByRole("combobox", { name: "Address or number" }).selectOption({ label: "+44 20 7946 0018" });
  await far.selectOption({ label: "Contact by text message" });
  await anna.click("leave-alone-save");
  await anna.at("left-alone").getByText("Contact by text message", { exact: false }).waitFor();
  await anna.click("leave-alone");
  await far.selectOption({ label: "Use for Newsletter" });
  await anna.click("leave-alone-save");
  await anna.at("left-alone").getByText("Use for Newsletter", { exact: false }).waitFor();
  const newsletter = anna.page.locator('[data-purpose="Newsletter"]');
  await newsletter.getByTestId("reasons").first().waitFor();
  assert.equal(await anna.page.locator('[data-purpose="Customer service"]').getByTestId("reasons").count(), 0);
  await anna.pictures("left-alone");
  await toPrivacy(anna, "suppressions");
  await anna.at("how-far").getByRole("combobox").selectOption({ label: "Use for Sales conversation" });
  await anna.fill("point-value", "bo@example.org");
  await anna.click("point-add");
  await anna.at("suppression-list").getByText("Use for Sales conversation", { exact: false }).waitFor();
});

step("an owner says who is responsible, and papers tell it", async () => {
  await toPrivacy(anna);
  await anna.see("no-controller");
  await anna.pictures("controller-missing");
  await anna.at("no-controller").locator("a").click();
  await anna.see("controller-name");
  await settles(() => anna.page.evaluate(() => document.activeElement?.dataset.testid), "controller", "one reads on there");
  await settles(() => anna.at("controller").evaluate((card) => card.getBoundingClientRect().top < innerHeight * 0.75), true);
  await anna.fill("controller-address", "Am Markt 1, 10115 Berlin");
  await anna.click("controller-save");
  await anna.page.getByText("Who is responsible has no name.").waitFor();
  await anna.fill("controller-name", "Kanzlei Berg GmbH");
  await anna.fill("controller-contact", "privacy@berg.example");
  await anna.fill("controller-officer", "dpo@berg.example");
  await anna.click("controller-save");
  await anna.at("controller-said").getByText("Said by Anna Berg", { exact: false }).waitFor();
  await anna.at("controller").scrollIntoViewIfNeeded();
  await anna.pictures("controller");
  await toPrivacy(anna, "processing");
  await anna.at("processing-controller").getByText("Am Markt 1, 10115 Berlin").waitFor();
  await anna.pictures("processing-controller");
  await toPrivacy(anna);
  await anna.at("centre").first().waitFor();
  assert.equal(await only("no-controller").count(), 0);
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await anna.at("receipt").first().click();
  await anna.see("receipt");
  await anna.page.getByText("dpo@berg.example").waitFor();
  await anna.pictures("receipt-controller");
});

step("a field that is kept for a time stands with retention", async () => {
  await anna.walk("settings");
  await anna.click("add-field");
  await anna.fill("field-name", "Shirt size");
  await anna.at("field-form").getByRole("combobox", { name: "Kept for" }).selectOption({ label: "6 months" });
  await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.click("field-save");
  await anna.at("own-field").filter({ hasText: "Shirt size" }).waitFor();
  await anna.openPerson("ada");
  const input = anna.page.locator('section[aria-label="Own fields"]').getByLabel("Shirt size");
  await input.fill("M");
  await input.press("Enter");
  await anna.synced();
  await toPrivacy(anna, "retention");
  const line = anna.page.locator('[data-testid="kept-field"][data-name="Shirt size"]');
  await line.getByText("People: kept for 6 months").waitFor();
  await line.getByText("0 due of 1 record").waitFor();
  await anna.pictures("retention-fields");
});
