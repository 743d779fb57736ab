// What stands on the record: cells copied out of a table and a calendar in the audit, versions of a purpose and notices side by
// side, a consent proven by a file and corrected, a request that closes with what was corrected, and a rule for one purpose.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { purpose, standing, toPrivacy } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const only = (name) => anna.page.locator(`[data-testid="${name}"]`);
const event = (words) => only("audit-event").filter({ hasText: words });

const FILE = `First name,Last name,E-mail
Ada,Aal,ada@example.org
Bo,Berg,bo@example.org
`;

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

step("copied cells and a saved calendar stand in the audit, and one cell does not", async () => {
  await anna.walk("people");
  const cells = anna.page.locator(".grid-row[data-id] > .wide");
  await cells.first().click();
  await anna.page.keyboard.press("Control+c");
  await anna.page.getByText("1 cell copied.").waitFor();
  await anna.page.keyboard.press("Shift+ArrowDown");
  await anna.page.keyboard.press("Shift+ArrowRight");
  await anna.page.keyboard.press("Control+c");
  await anna.page.getByText("4 cells copied.").waitFor();
  assert.equal((await anna.page.evaluate(() => navigator.clipboard.readText())).split("\n").length, 2);
  await anna.page.keyboard.press("Escape");
  await anna.walk("calendar");
  await anna.click("calendar-files");
  await Promise.all([anna.page.waitForEvent("download"), anna.click("ics-open")]);
  await toPrivacy(anna, "audit");
  await event("Calendar saved: 0 records").waitFor();
  const copied = event("Cells copied: 2 records");
  await copied.getByText("columns", { exact: false }).waitFor();
  await settles(() => event("Cells copied").count(), 1, "one cell is a word that somebody reads");
  assert.ok(!(await copied.innerText()).includes("example.org"), "and no value");
  await anna.pictures("audit-copied");
});

async function toPurpose(name) {
  await toPrivacy(anna, "purposes");
  await anna.page.locator(`[data-testid="purpose-line"][data-purpose="${name}"] a`).click();
  await only("purpose-head").waitFor();
}

step("a purpose shows its versions and what changed between two of them", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await purpose(anna, "Newsletter").getByTestId("record-consent").waitFor();
  await anna.synced();
  await toPurpose("Newsletter");
  await anna.click("edit-purpose");
  await anna.fill("purpose-plain", "We send you our newsletter by e-mail, once a month at most.");
  await anna.at("purpose-dialog").getByRole("checkbox", { name: "Letter" }).check();
  await anna.click("purpose-save");
  await only("purpose-dialog").waitFor({ state: "detached" });
  await anna.synced();
  await anna.click("purpose-versions");
  const dialog = anna.at("versions-dialog");
  await dialog.getByTestId("changes").locator("ins").filter({ hasText: /\bLetter$/ }).waitFor();
  await dialog.getByTestId("changes").locator("ins").filter({ hasText: "month" }).waitFor();
  assert.equal(await dialog.getByTestId("version").count(), 2);
  await dialog.getByRole("region", { name: "What changed" }).getByText("added: ").first().waitFor({ state: "attached" });
  await anna.pictures("purpose-versions");
  await dialog.getByRole("combobox", { name: "Compared with" }).selectOption({ index: 0 });
  await dialog.getByTestId("no-changes").waitFor();
  await anna.page.keyboard.press("Escape");
});

step("two notices are compared, with whom they name", async () => {
  await anna.click("publish-notice");
  await anna.fill("notice-text", "You may send me your newsletter by e-mail or letter, once a month at most.");
  await anna.at("notice-dialog").getByLabel("Kinds of third parties that it names").fill("printers");
  await anna.click("notice-save");
  await only("notice").nth(1).waitFor();
  await anna.click("compare-notices");
  const dialog = anna.at("notices-dialog");
  await dialog.getByTestId("field-change").first().locator("ins").first().waitFor();
  await dialog.getByTestId("field-change").first().locator("del").first().waitFor();
  await dialog.getByTestId("changes").locator("ins").filter({ hasText: "printers" }).waitFor();
  await anna.pictures("notices-compared");
  await anna.page.keyboard.press("Escape");
});

step("a file attached to the person proves a consent, and is opened from it", async () => {
  await anna.openPerson("bo");
  await anna.openFiles();
  const scan = { name: "signed form.txt", mimeType: "text/plain", buffer: Buffer.from("Bo Berg agrees. Signed: B. Berg") };
  await anna.at("attach-input").setInputFiles([scan]);
  await only("file").and(anna.page.locator('[data-kept="true"]')).waitFor();
  await anna.click("tab-privacy");
  await purpose(anna, "Newsletter").getByTestId("record-consent").first().click();
  const dialog = anna.at("consent-dialog");
  await dialog.getByRole("combobox", { name: "File that proves it" }).selectOption({ label: "signed form.txt" });
  await anna.pictures("consent-proof");
  await anna.click("consent-save");
  const entry = only("entry").and(anna.page.locator('[data-kind="given"]'));
  await entry.getByTestId("proof").click();
  await anna.at("file-preview").getByText("Signed: B. Berg", { exact: false }).waitFor();
  await anna.page.keyboard.press("Escape");
  await only("file-preview").waitFor({ state: "detached" });
  await purpose(anna, "Newsletter").getByTestId("proof").waitFor();
  await purpose(anna, "Newsletter").getByTestId("receipt").click();
  await anna.at("receipt").getByTestId("proof").waitFor();
});

step("an entry for the wrong person is corrected, stays, and counts no longer", async () => {
  await anna.openPerson("bo");
  await anna.click("tab-privacy");
  const entry = only("entry").and(anna.page.locator('[data-kind="given"]'));
  await entry.getByTestId("correct-entry").click();
  const dialog = anna.at("correct-dialog");
  await dialog.getByText("The entry no longer counts", { exact: false }).waitFor();
  await dialog.getByRole("combobox", { name: "What is wrong with it" }).selectOption({ label: "Something else" });
  await anna.click("correct-save");
  await dialog.getByText("A correction needs a reason.").waitFor();
  await dialog.getByRole("combobox", { name: "What is wrong with it" }).selectOption({ index: 0 });
  await anna.fill("correct-words", "it was Bo Bergmann");
  await anna.pictures("correct-entry");
  await anna.click("correct-save");
  await entry.getByTestId("corrected").waitFor();
  await only("entry").filter({ hasText: "Written down for the wrong person: it was Bo Bergmann" }).waitFor();
  await standing(anna, "Newsletter").filter({ hasText: "No consent" }).waitFor();
  assert.equal(await entry.getByTestId("correct-entry").count(), 0, "once is once");
  await anna.pictures("corrected-entry");
});

step("a request for correction closes with the fields that were corrected", async () => {
  await toPrivacy(anna, "requests");
  await anna.click("add-request");
  await only("request-kind").getByRole("combobox").selectOption({ label: "Correction" });
  await anna.click("request-save");
  await only("request").filter({ hasText: "Correction" }).locator("a").click();
  await only("request-person").getByRole("combobox").fill("bo");
  await anna.at("suggestions").getByText("Bo Berg").click();
  await anna.click("request-link");
  await anna.fill("identity-proof", "answered from the address on file");
  await anna.click("identity-yes");
  await anna.at("request-corrected").getByText("Nothing of the record was changed since it came.").waitFor();
  await anna.pictures("rectify-open");
  await anna.at("request-doing").getByText("Open the record").click();
  await anna.see("record");
  await anna.setText(3, "Bergmann");
  await toPrivacy(anna, "requests");
  await only("request").filter({ hasText: "Correction" }).locator("a").click();
  await anna.at("request-corrected").getByText("Changed since it came: Family name.").waitFor();
  await anna.click("step-fulfil");
  await anna.at("request-corrected").getByText("Corrected: Family name.").waitFor();
  await anna.pictures("rectify-closed");
});

step("a rule clears what served one purpose only", async () => {
  await toPrivacy(anna, "retention");
  await anna.click("add-rule");
  await anna.fill("rule-name", "Newsletter data");
  const dialog = anna.at("rule-dialog");
  await dialog.getByRole("combobox", { name: "Then" }).selectOption({ label: "Clear what served only one purpose" });
  await only("rule-purpose").getByRole("combobox").selectOption({ label: "Newsletter" });
  await anna.pictures("rule-clears");
  await anna.click("rule-save");
  const rule = anna.page.locator('[data-testid="rule"][data-name="Newsletter data"]');
  await rule.getByText("clear what served only one purpose (Newsletter)", { exact: false }).waitFor();
  assert.deepEqual(anna.errors, []);
});
