// What left, and what is left alone: an agreement as a file, data that has to come back as a task, its return confirmed; and the
// list of contact points that nothing goes to, looked up, added to and taken from by hand.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { exported, purpose, subscribe, toExport, toPrivacy, withdraw } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const only = (name) => anna.page.locator(`[data-testid="${name}"]`);

const FILE = `First name,Last name,E-mail
Ada,Aal,ada@example.org
Ben,Bauer,ben@example.org
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
  await subscribe(anna, "ada");
  await anna.synced();
});

after(() => dispose(anna, server));

step("the agreement is a file of the third party, and opens", async () => {
  await toPrivacy(anna, "third-parties");
  await anna.click("add-party");
  await anna.fill("party-name", "Printers Ltd");
  await anna.fill("party-agreed", "2026-01-01");
  await anna.fill("party-country", "DE");
  await anna.at("party-dialog").getByRole("combobox", { name: "Trust" }).selectOption({ label: "Approved" });
  await anna.at("party-dialog").getByLabel("Sharing with partners").check();
  for (const data of ["Names", "E-mail addresses"]) await anna.at("party-dialog").getByLabel(data, { exact: true }).check();
  await anna.click("party-save");
  const card = only("party").filter({ hasText: "Printers Ltd" });
  const buffer = Buffer.from("Agreement of 1 January, signed by both.");
  await card.getByTestId("attach-input").setInputFiles({ name: "agreement.txt", mimeType: "text/plain", buffer });
  const file = card.getByTestId("file").filter({ hasText: "agreement.txt" });
  await file.waitFor();
  await anna.synced();
  await anna.pictures("party-agreement");
  await file.getByTestId("file-open").click();
  await anna.page.getByText("signed by both", { exact: false }).waitFor();
  await anna.page.keyboard.press("Escape");
});

step("a third party whose review is due is what its number opens", async () => {
  const review = async (day) => {
    await toPrivacy(anna, "third-parties");
    await only("party").filter({ hasText: "Printers Ltd" }).getByTestId("edit-party").click();
    await anna.fill("party-review", day);
    await anna.click("party-save");
    await anna.at("party-dialog").waitFor({ state: "detached" });
    await anna.walk("privacy");
  };
  await review("2020-01-01");
  await anna.at("centre-parties").getByText("1", { exact: true }).waitFor();
  await anna.click("centre-parties");
  await anna.at("only-some").getByText("review is due", { exact: false }).waitFor();
  await only("party").filter({ hasText: "Printers Ltd" }).waitFor();
  await anna.pictures("party-due");
  await review("2099-01-01");
  await anna.at("centre-parties").getByText("0", { exact: true }).waitFor();
  await anna.page.goBack();
});

step("data that has to come back is a task of who let it leave", async () => {
  await toPrivacy(anna, "purposes");
  await anna.page.getByTestId("purpose-line").filter({ hasText: "Sharing with partners" }).locator("a").click();
  await anna.click("publish-notice");
  await anna.fill("notice-text", "You may pass my name and address on to Printers Ltd.");
  await anna.at("notice-dialog").getByLabel("Printers Ltd").check();
  await anna.click("notice-save");
  await anna.at("notice-dialog").waitFor({ state: "detached" });
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  const sharing = purpose(anna, "Sharing with partners");
  await sharing.getByTestId("record-consent").first().click();
  await anna.fill("evidence", "Signed at the desk");
  await anna.click("consent-save");
  await sharing.getByTestId("standing").filter({ hasText: "Given" }).first().waitFor();
  await toExport(anna, "1 of 2 included", "Sharing with partners");
  await anna.at("export-recipient").getByRole("combobox").selectOption({ label: "Printers Ltd" });
  for (const field of ["Company", "Job title", "Phone", "Addresses", "Links"]) await anna.page.getByLabel(field, { exact: true }).uncheck();
  await anna.fill("return-by", "2030-05-02");
  await only("export-included").filter({ hasText: "1 of 2 included" }).waitFor();
  await exported(anna);
  await anna.walk("tasks");
  await anna.page.locator("[data-id]").filter({ hasText: "Data returned or deleted? Printers Ltd, Sharing with partners" }).locator(".who").first().click();
  await anna.at("task-return").getByText("Printers Ltd has data that has to be returned or deleted by", { exact: false }).waitFor();
  await anna.pictures("task-return");
});

step("its return is confirmed with how, ticks the task, and stands in the audit", async () => {
  await anna.click("return-confirm");
  await anna.fill("return-how", "Mail of 3 May");
  await anna.pictures("return-dialog");
  await anna.click("return-save");
  await only("return-confirmed").filter({ hasText: "by Anna Berg" }).waitFor();
  await toPrivacy(anna, "third-parties");
  await only("party").getByText("last confirmed a deletion on", { exact: false }).waitFor();
  await only("party").getByText("Mail of 3 May").waitFor();
  await anna.pictures("party-returned");
  await toPrivacy(anna, "audit");
  await anna.page.getByText("Return confirmed").locator("visible=true").first().waitFor();
});

const line = (reason) => anna.at("suppression-list").locator(`[data-testid="suppression"][data-reason="${reason}"]`);

step("an address is left alone by hand, looked up, and taken off with a reason", async () => {
  await toPrivacy(anna, "suppressions");
  await anna.see("suppressions");
  await anna.pictures("suppressions-none");
  await anna.fill("point-value", "ada");
  await anna.click("point-add");
  await anna.page.getByText("That is no address or number of this kind.").waitFor();
  await anna.fill("point-value", "ADA@example.org");
  await anna.click("point-add");
  await line("manual").waitFor();
  await toExport(anna, "0 of 2 included");
  await only("left-out").filter({ hasText: "blocked" }).waitFor();
  await toPrivacy(anna, "suppressions");
  await anna.fill("point-value", "ada@example.org");
  await anna.click("point-look");
  await anna.at("point-held").getByText("Put there by hand").waitFor();
  await anna.pictures("suppressions");
  assert.ok(!(await anna.at("suppression-list").innerText()).includes("ada"), "the list has no clear value");
  await line("manual").getByTestId("suppression-lift").click();
  await anna.fill("lift-why", "Typed the wrong one");
  await anna.pictures("suppressions-lift");
  await anna.click("lift-save");
  await line("manual").waitFor({ state: "detached" });
  await toExport(anna, "1 of 2 included");
});

step("what a person said has no such button", async () => {
  await withdraw(anna, "ada");
  await toPrivacy(anna, "suppressions");
  await line("withdrawn").waitFor();
  assert.equal(await line("withdrawn").getByTestId("suppression-lift").count(), 0);
  await anna.fill("point-value", "nobody@example.org");
  await anna.click("point-look");
  await anna.see("point-free");
  await toPrivacy(anna, "audit");
  await anna.page.getByText("Looked up").locator("visible=true").first().waitFor();
  await anna.page.getByText("an address or number that is not blocked").waitFor();
  assert.deepEqual(anna.errors, []);
});
