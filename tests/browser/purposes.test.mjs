// Purposes and notices as pages: a purpose made, a notice that names a partner published, a material change with its preview
// and the list to ask again; another basis for one person; a receipt to read and to take away; a purpose retired.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail
Ada,Aal,ada@example.org
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const only = (name) => anna.page.locator(`[data-testid="${name}"]`);
const purpose = (name) => anna.at("privacy").locator(`[data-testid="purpose"][data-purpose="${name}"]`);

async function toPurposes() {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/purposes"]').click();
}

async function toPurpose(name) {
  await toPurposes();
  await anna.page.locator(`[data-testid="purpose-line"][data-purpose="${name}"] a`).click();
  await only("purpose-head").waitFor();
}

step("a consent to sharing has its receipt, to read and to take away", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await purpose("Sharing with partners").getByTestId("record-consent").click();
  await anna.click("consent-save");
  const dialog = anna.at("consent-dialog");
  await dialog.getByText("What proves the consent is missing.").waitFor();
  await anna.fill("evidence", "Her guardian, Carla Aal; form of 12 March");
  await only("guardian").check();
  await dialog.getByText("by what right they speak", { exact: false }).waitFor();
  await anna.pictures("purposes-guardian");
  await anna.click("consent-save");
  await dialog.waitFor({ state: "detached" });
  const shown = purpose("Sharing with partners").getByTestId("evidence-of");
  await settles(() => shown.innerText(), "Her guardian, Carla Aal; form of 12 March");
  await anna.at("ledger").getByText("said for them", { exact: false }).first().waitFor();
  await anna.at("bases").getByText("Only consent carries such a purpose.").first().waitFor();
  await anna.at("sources").getByText("The record was made").waitFor();
  await anna.pictures("purposes-person");
  await purpose("Sharing with partners").getByTestId("receipt").click();
  await anna.at("receipt").getByText("Ada Aal").waitFor();
  await anna.at("receipt").getByText("You may pass my details on", { exact: false }).waitFor();
  await anna.pictures("purposes-receipt");
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click("receipt-download")]);
  const receipt = JSON.parse(readFileSync(await download.path(), "utf8"));
  assert.equal(receipt["@type"], "dpv:ConsentReceipt");
  assert.equal(receipt["dct:publisher"]["dpv:hasName"], "Kanzlei Berg");
  assert.equal(receipt["dpv:hasRecordOfActivity"]["dpv:hasDataSubject"]["dpv:hasName"], "Ada Aal");
  assert.match(download.suggestedFilename(), /^consent-receipt-\d{4}-\d\d-\d\d\.jsonld$/);
});

step("another basis is set for one person, with a reason, and stands in the ledger", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await anna.click("set-basis");
  await anna.fill("basis-why", "She ordered in May");
  await anna.pictures("purposes-basis");
  await anna.click("basis-save");
  await anna.at("bases").getByText("Set for this person").waitFor();
  // On a phone its words have the line to themselves, whatever can be pressed beside them.
  const wide = anna.page.viewportSize();
  await anna.page.setViewportSize({ width: 390, height: 844 });
  const line = anna.at("basis").filter({ has: anna.page.getByTestId("set-basis") }).first();
  await settles(async () => {
    const [whole, words] = [await anna.box(line), await anna.box(line.locator(".what"))];
    return words.width >= whole.width - 40;
  }, true);
  await anna.page.setViewportSize(wide);
  await anna.at("ledger").getByText("She ordered in May").waitFor();
});

step("the list says what data is used for, and a purpose is made", async () => {
  await toPurposes();
  await only("purpose-line").filter({ hasText: "Sharing with partners" }).getByText("1 valid consent", { exact: false }).waitFor();
  await anna.pictures("purposes-list");
  await anna.click("add-purpose");
  await anna.fill("purpose-name", "Birthday cards");
  await anna.pictures("purposes-form");
  await anna.click("purpose-save");
  await only("purpose-head").filter({ hasText: "birthday-cards" }).waitFor();
  await anna.at("notices").getByText("Nothing was told yet", { exact: false }).waitFor();
});

step("a material change says whose consent pauses, and then these are to be asked again", async () => {
  await toPurpose("Sharing with partners");
  await anna.click("publish-notice");
  await anna.fill("notice-text", "You may pass my details on to the printers named here, by letter only.");
  await only("notice-material").check();
  await anna.at("notice-effect").getByText("Pauses 1 consent", { exact: false }).waitFor();
  await anna.at("notice-effect").getByText("Ada Aal").waitFor();
  await anna.pictures("purposes-notice");
  await anna.click("notice-save");
  await only("notice").nth(1).waitFor();
  await only("notice").first().getByTestId("compare").click();
  await only("notice").first().locator("ins").first().waitFor();
  await anna.pictures("purposes-page");
  await anna.click("to-ask");
  await anna.at("people-dialog").getByText("Ada Aal").waitFor();
  await anna.pictures("purposes-ask");
  await anna.page.keyboard.press("Escape");
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await purpose("Sharing with partners").getByText("needs renewal", { exact: false }).waitFor();
});

step("the new yes is written down where the old one no longer carries, and nobody is asked any more", async () => {
  const sharing = purpose("Sharing with partners");
  await sharing.getByRole("button", { name: "Record consent" }).click();
  await anna.at("consent-dialog").getByText("by letter only", { exact: false }).waitFor();
  await anna.fill("evidence", "Letter of 2 December");
  await anna.pictures("purposes-again");
  await anna.click("consent-save");
  await sharing.getByTestId("standing").filter({ hasText: "Renewed" }).waitFor();
  assert.equal(await sharing.getByText("needs renewal", { exact: false }).count(), 0);
  assert.equal(await sharing.getByTestId("record-consent").count(), 0, "it carries, for two years");
  await toPurpose("Sharing with partners");
  await only("purpose-head").waitFor();
  assert.equal(await only("to-ask").count(), 0);
});

step("a consent that ends soon is renewed", async () => {
  await toPurpose("Sharing with partners");
  await anna.click("edit-purpose");
  // Longer before its end than it holds: from now on every consent to it ends soon.
  await anna.fill("purpose-renew", "800");
  await anna.pictures("purposes-renew");
  await anna.click("purpose-save");
  await anna.at("purpose-dialog").waitFor({ state: "detached" });
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await purpose("Sharing with partners").getByRole("button", { name: "Renew" }).click();
  await anna.fill("evidence", "Letter of 3 December");
  await anna.click("consent-save");
  await anna.at("ledger").getByText("Renewed Sharing with partners", { exact: false }).nth(1).waitFor();
});

step("what rests on explicit consent counts only what was said in so many words", async () => {
  await toPurposes();
  await anna.click("add-purpose");
  await anna.fill("purpose-name", "Diets");
  const form = anna.at("purpose-dialog");
  await form.getByRole("combobox", { name: "What it is for" }).selectOption({ label: "Serving customers" });
  await form.getByRole("combobox", { name: "Legal basis" }).selectOption({ label: "Explicit consent to special categories" });
  await form.getByLabel("Justification").fill("They say so on the form");
  await form.getByRole("checkbox", { name: "Consents count once the person confirmed them" }).uncheck();
  await anna.click("purpose-save");
  await only("purpose-head").filter({ hasText: "diets" }).waitFor();
  await anna.click("publish-notice");
  await anna.fill("notice-text", "You may keep what I must not eat.");
  await anna.click("notice-save");
  await only("notice").first().waitFor();
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  const diets = purpose("Diets");
  await diets.getByTestId("record-consent").click();
  await anna.at("consent-dialog").getByText("Said in so many words", { exact: false }).waitFor();
  assert.equal(await only("explicit").isChecked(), false, "ticked by nobody but who heard it");
  await anna.fill("evidence", "Said on the phone");
  await anna.click("consent-save");
  await diets.getByText("not explicit", { exact: false }).waitFor();
  await diets.getByTestId("record-consent").click();
  await only("explicit").check();
  await anna.fill("evidence", "Said so in so many words at the desk");
  await anna.pictures("purposes-explicit");
  await anna.click("consent-save");
  await diets.getByTestId("record-consent").waitFor({ state: "detached" });
  assert.equal(await diets.getByText("not explicit", { exact: false }).count(), 0);
});

step("the ledger of consents has all of it, is filtered, verified and taken away as a file", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/ledger"]').click();
  const events = anna.at("consents-list").getByTestId("consents-event");
  await events.first().waitFor();
  const all = await events.count();
  assert.ok(all >= 4, `${all} entries`);
  await anna.at("consents-list").getByText("Letter of 2 December").waitFor();
  await anna.pictures("consents");
  await anna.at("consents-filters").getByRole("combobox", { name: "What" }).selectOption({ label: "Renewed" });
  await anna.page.waitForFunction((count) => document.querySelectorAll('[data-testid="consents-event"]').length < count, all);
  await settles(async () => [...new Set(await events.evaluateAll((lines) => lines.map((line) => line.dataset.kind)))], ["renewed"]);
  await anna.at("consents-person").fill("nobody at all");
  await anna.at("empty").getByText("No such entry").waitFor();
  await anna.pictures("consents-none");
  await anna.page.getByRole("button", { name: "Show everything" }).click();
  await events.nth(all - 1).waitFor();
  await anna.at("consents-person").fill("AAL");
  await events.nth(all - 1).waitFor();
  await anna.synced();
  await anna.click("audit-verify");
  await anna.at("audit-holds").getByText("signed by the members they name", { exact: false }).waitFor();
  const saved = async (button) => {
    const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click(button)]);
    return readFileSync(await download.path(), "utf8");
  };
  const rows = (await saved("consents-csv")).trim().split("\r\n");
  assert.equal(rows.length, all + 1);
  assert.ok(rows[0].startsWith("event,at,written,member,person,purpose"));
  assert.ok(rows.every((row) => !/Aal|December|example\.org/.test(row)), "ids, and nobody's words");
  assert.equal(JSON.parse(await saved("consents-json")).events.length, all);
});

step("a purpose is paused, pursued again, and retired for good", async () => {
  await toPurpose("Newsletter");
  await anna.click("pause-purpose");
  await only("status").filter({ hasText: "Paused" }).waitFor();
  await anna.click("pause-purpose");
  await only("status").filter({ hasText: "Active" }).waitFor();
  await anna.click("retire-purpose");
  await anna.at("ending").getByText("No consent ends with it.").waitFor();
  await anna.fill("retire-why", "No newsletter any more");
  await anna.pictures("purposes-retire");
  await anna.click("retire-save");
  await only("status").filter({ hasText: "Retired" }).waitFor();
  assert.equal(await only("edit-purpose").count(), 0, "what is over is not edited");
  assert.deepEqual(anna.errors, []);
});
