// What a person allows: purposes and their first state, a consent recorded, confirmed and withdrawn, on both members' pages.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail,Phone
Ada,Aal,ada@example.org,+1 555 0100
Ben,Bauer,,
`;

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.importFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await anna.click("import-run");
  await anna.see("import-done");
});

after(() => dispose(anna, server));

const purpose = (name) => anna.page.locator(`[data-purpose="${name}"]`);
const standing = (name) => purpose(name).getByTestId("standing").first();

step("the first look shows what is allowed without a question, and what only consent carries", async () => {
  await anna.openPerson("ada");
  await anna.setText(10, "Judge");
  await anna.click("tab-privacy");
  await purpose("Customer service").waitFor();
  assert.equal(await standing("Customer service").innerText(), "Allowed");
  assert.equal(await standing("Newsletter").innerText(), "No consent");
  await purpose("Newsletter").getByText("Not used: no consent.").waitFor();
  await anna.pictures("privacy");
});

step("a consent is recorded with its notice, confirmed, and then allowed", async () => {
  await purpose("Newsletter").getByTestId("record-consent").click();
  const dialog = anna.at("consent-dialog");
  await dialog.getByText("I would like to get the newsletter by e-mail.", { exact: false }).waitFor();
  await dialog.getByRole("combobox", { name: "How it was said" }).selectOption({ label: "On paper" });
  await anna.fill("evidence", "Form of 12 March, in the blue folder");
  await anna.pictures("privacy-consent");
  await anna.click("consent-save");
  await standing("Newsletter").filter({ hasText: "Not confirmed yet" }).waitFor();
  await anna.click("confirm-consent");
  await standing("Newsletter").filter({ hasText: "Given" }).waitFor();
  await anna.at("ledger").getByText("Form of 12 March, in the blue folder").waitFor();
  await anna.pictures("privacy-given");
});

step("a withdrawal takes one press, stays after a reload, and no key takes it back", async () => {
  await purpose("Newsletter").getByTestId("withdraw").click();
  await standing("Newsletter").filter({ hasText: "Withdrawn" }).waitFor();
  // What is taken back is the title, the last thing that can be.
  await anna.page.locator(".record-main h1, .record-main h2").first().click();
  await anna.page.keyboard.press("Control+z");
  await anna.textIs(10, "");
  await anna.synced();
  await anna.page.reload();
  await anna.unlock();
  await anna.see("record");
  await anna.click("tab-privacy");
  await standing("Newsletter").filter({ hasText: "Withdrawn" }).waitFor();
  await anna.pictures("privacy-withdrawn");
});

step("an objection ends what rests on legitimate interest", async () => {
  await purpose("Sales conversation").getByTestId("withdraw").first().click();
  await standing("Sales conversation").filter({ hasText: "Objected" }).waitFor();
});

step("without a contact point nothing can be used, and that is said", async () => {
  await anna.openPerson("ben");
  await anna.click("tab-privacy");
  await purpose("Newsletter").getByText("No contact point that this purpose uses.").waitFor();
  assert.deepEqual(anna.errors, []);
});
