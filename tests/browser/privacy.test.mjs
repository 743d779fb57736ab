// What a person allows: purposes and their first state, a consent recorded, confirmed and withdrawn; a restriction that no list
// goes round; exports of exactly who is allowed; third parties; and a file's claims, none of which is a consent.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { DATA } from "./lib/files.mjs";
import { exported, purpose as purposeOf, standing as standingOf, subscribe, toExport, toPrivacy, withdraw } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail,Phone
Ada,Aal,ada@example.org,+1 555 0100
Ben,Bauer,,
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const purpose = (name) => purposeOf(anna, name);
const standing = (name) => standingOf(anna, name);

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
  await anna.fill("evidence", "Pressed the link in our mail");
  await anna.pictures("privacy-confirm");
  await anna.click("consent-save");
  await standing("Newsletter").filter({ hasText: "Given" }).waitFor();
  await anna.at("ledger").getByText("Form of 12 March, in the blue folder").waitFor();
  await settles(() => purpose("Newsletter").getByTestId("evidence-of").innerText(), "Form of 12 March, in the blue folder · Pressed the link in our mail");
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

step("the centre counts, and a number opens its list", async () => {
  await anna.walk("privacy");
  await anna.at("centre-uncovered").getByText("100%").waitFor();
  assert.equal(await anna.at("centre").locator(".warn, .no").count(), 0, "nothing is due, so nothing warns");
  await anna.pictures("privacy-centre");
  await anna.at("centre-untold").getByText("1", { exact: true }).waitFor();
  await anna.click("centre-untold");
  await anna.at("centre-person").filter({ hasText: "Ben Bauer" }).waitFor();
  await anna.pictures("privacy-centre-people");
  assert.equal(await anna.at("centre-people").locator("input:checked").count(), 0, "nobody is ticked by itself");
  // On a phone the arrow stands at the end of the line, whatever stands below the name.
  const wide = anna.page.viewportSize();
  await anna.page.setViewportSize({ width: 390, height: 844 });
  const link = anna.at("centre-person").locator("a");
  await settles(async () => {
    const [whole, arrow] = [await anna.box(link), await anna.box(link.locator(":scope > .icon").last())];
    return Math.abs(whole.y + whole.height / 2 - arrow.y - arrow.height / 2) < 2 && arrow.x > whole.x + whole.width - 40;
  }, true);
  await anna.page.setViewportSize(wide);
  assert.ok(await anna.at("centre-told").isDisabled(), "and nobody is told of nobody");
  await anna.at("told-number").getByText("Tick whom you told").waitFor();
  await anna.at("told-all").check();
  await anna.at("told-number").getByText("1 person").waitFor();
  await anna.at("told-tick").uncheck();
  await anna.at("told-number").getByText("Tick whom you told").waitFor();
  await anna.at("told-tick").check();
  await anna.click("centre-told");
  assert.ok(await anna.at("told-save").isDisabled(), "how they were told is theirs to say");
  await anna.at("told-missing").getByText("Choose with which notice they were told, and how.").waitFor();
  await anna.at("told-notice").getByRole("combobox").selectOption({ label: "Customer service" });
  await anna.at("told-missing").getByText("Choose how they were told.").waitFor();
  assert.ok(await anna.at("told-save").isDisabled());
  await anna.at("told-way").getByRole("combobox").selectOption({ label: "On paper" });
  await anna.at("told-missing").waitFor({ state: "detached" });
  const day = await anna.at("told-day").inputValue();
  await anna.at("told-day").fill("");
  await anna.at("told-missing").getByText("Choose the day on which they were told.").waitFor();
  assert.ok(await anna.at("told-save").isDisabled(), "nobody was told on no day");
  await anna.at("told-day").fill(day);
  await anna.at("told-missing").waitFor({ state: "detached" });
  await anna.pictures("privacy-told");
  await anna.click("told-save");
  await anna.at("centre-people").getByText("Nobody is on this list.").waitFor();
  await anna.walk("privacy");
  await anna.at("centre-untold").getByText("0", { exact: true }).waitFor();
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
});

step("an objection ends what rests on legitimate interest", async () => {
  await purpose("Sales conversation").getByTestId("withdraw").first().click();
  await standing("Sales conversation").filter({ hasText: "Objected" }).waitFor();
});

step("without a contact point nothing can be used, and that is said", async () => {
  await anna.openPerson("ben");
  await anna.click("tab-privacy");
  await purpose("Newsletter").getByText("No contact point that this purpose uses.").waitFor();
});

const only = (name) => anna.page.locator(`[data-testid="${name}"]`);

step("an import of more people says what it hears, and what it does not", async () => {
  const file = `First name,Last name,E-mail,Newsletter,Do Not Call,Phone
Cleo,Carl,cleo@example.org,yes,no,
Dora,Dahl,dora@example.org,,yes,+1 555 0199
`;
  await anna.walk("people");
  await anna.importFiles({ name: "more.csv", mimeType: "text/csv", buffer: Buffer.from(file) });
  await anna.at("import-said").getByText("The file calls 1 person subscribed: a claim", { exact: false }).waitFor();
  await anna.pictures("privacy-import");
  await anna.click("import-run");
  await anna.see("import-done");
  await says(anna.at("import-said"), /That is no consent/);
  await says(anna.at("import-said"), /because the file says no: 1 person/);
});

step("a newsletter goes to exactly those who allow it, and what left is written down", async () => {
  await subscribe(anna, "cleo");
  await subscribe(anna, "dora");
  await toExport(anna, "2 of 4 included");
  await only("left-out").filter({ hasText: "no contact point" }).locator("button").click();
  await anna.at("left-out-names").getByText("Ben Bauer").waitFor();
  await anna.pictures("privacy-left-out");
  await anna.page.keyboard.press("Escape");
  await anna.pictures("privacy-export");
  const lines = (await exported(anna)).trim().split("\r\n");
  assert.equal(lines.length, 3);
  assert.ok(lines.some((line) => line.includes("cleo@example.org")) && lines.some((line) => line.includes("dora@example.org")));
  await anna.pictures("privacy-exported");
  await toPrivacy(anna);
  const left = only("disclosure").filter({ hasText: "Newsletter → Ourselves" });
  await left.locator("summary").click();
  const what = await left.getByTestId("disclosed-what").innerText();
  assert.match(what, /E-mail[\s\S]*1 withdrawn[\s\S]*2 people by their consent[\s\S]*Device/, "fields, who stayed, ground, device");
  await anna.pictures("privacy-disclosed");
  await anna.openPerson("cleo");
  await anna.click("tab-privacy");
  await anna.at("person-disclosures").getByTestId("relied-on").click();
  await anna.at("receipt").getByText("Pressed the link in our mail", { exact: false }).waitFor();
  await anna.openPerson("cleo");
  await only("timeline-entry").filter({ hasText: "Newsletter" }).waitFor();
});

step("one withdraws: the next export lacks her, and says why", async () => {
  await withdraw(anna, "cleo");
  await toExport(anna, "1 of 4 included");
  await only("left-out").filter({ hasText: "withdrawn" }).getByText("2", { exact: true }).waitFor();
  await only("left-out").filter({ hasText: "withdrawn" }).locator("button").click();
  await anna.at("left-out-names").getByText("Cleo Carl").waitFor();
  await anna.page.keyboard.press("Escape");
  const file = await exported(anna);
  assert.ok(file.includes("dora@example.org") && !file.includes("cleo@example.org"));
});

step("a partner without an agreement is refused, and what is missing is named", async () => {
  await toPrivacy(anna, "third-parties");
  await anna.click("add-party");
  await anna.fill("party-name", "Printers Ltd");
  await anna.pictures("privacy-party");
  await anna.click("party-save");
  await only("lacks").filter({ hasText: "no valid agreement" }).waitFor();
  await anna.pictures("privacy-parties");
  await toExport(anna, "1 of 4 included");
  await only("export-recipient").getByRole("combobox").selectOption({ label: "Printers Ltd" });
  const refused = anna.at("export-refused");
  await refused.getByText("there is no valid agreement with the recipient", { exact: false }).waitFor();
  await refused.getByText("the recipient is not approved", { exact: false }).waitFor();
  assert.ok(await only("export-run").isDisabled(), "there is no exporting anyway");
  await anna.pictures("privacy-refused");
  await toPrivacy(anna, "processing");
  await only("processing-entry").filter({ hasText: "Newsletter" }).waitFor();
  await anna.pictures("privacy-processing");
});

step("whoever is restricted is in no list, locked on the own page, and back when it is lifted", async () => {
  await anna.openPerson("dora");
  await anna.click("tab-privacy");
  await anna.click("restrict");
  await anna.fill("why", "She disputes her address");
  await anna.fill("restriction-until", "2099-05-01");
  await anna.pictures("privacy-restrict");
  await anna.click("restriction-save");
  await anna.at("restricted").getByText("She disputes her address", { exact: false }).waitFor();
  await anna.at("restricted").getByText("It ends by itself on 1 May 2099", { exact: false }).waitFor();
  assert.ok(await anna.field(10).locator("input, textarea").first().isDisabled(), "nothing of it is changed");
  await anna.pictures("privacy-restricted");
  await anna.click("tab-notes");
  await anna.see("timeline-empty");
  assert.equal(await anna.at("timeline-empty").locator("p").count(), 0, "that anybody adds to it is not promised");
  await anna.walk("people");
  await anna.countIs(0);
  await anna.search("");
  await anna.countIs(3);
  await toPrivacy(anna);
  await anna.pictures("privacy-start");
  await only("restricted-person").filter({ hasText: "Dora Dahl" }).locator("a").click();
  await anna.click("lift");
  await anna.fill("why", "It was right");
  await anna.click("restriction-save");
  await anna.at("restricted").waitFor({ state: "detached" });
  await anna.walk("people");
  await anna.countIs(4);
});

step("160 people of a file are said to be subscribed: 160 claims, and nobody gets anything", async () => {
  const bytes = readFileSync(join(DATA, "atomic-crm-contacts.csv"));
  await anna.walk("people");
  await anna.importFiles({ name: "contacts.csv", mimeType: "text/csv", buffer: bytes });
  await anna.at("import-said").getByText("The file calls 160 people subscribed", { exact: false }).waitFor();
  await anna.click("import-run");
  await anna.see("import-done", 60_000);
  await anna.at("import-said").getByText("160 people marked as subscribed, without proof. That is no consent", { exact: false }).waitFor();
  await toExport(anna, "1 of ");
  await only("left-out").filter({ hasText: "imported without proof" }).getByText("160", { exact: true }).waitFor();
});

step("what proves the claims of the file makes consents of them that each person confirms", async () => {
  await toPrivacy(anna, "ledger");
  const file = anna.at("claims").locator('[data-file="contacts.csv"]');
  await file.getByText("160 claims", { exact: false }).waitFor();
  await anna.pictures("claims");
  await file.getByTestId("prove").click();
  const dialog = anna.at("proof-dialog");
  await dialog.getByText("I would like to get the newsletter by e-mail.", { exact: false }).waitFor();
  await anna.click("proof-save");
  await dialog.getByText("What proves these claims is missing", { exact: false }).waitFor();
  await anna.fill("proof-evidence", "Form on our site, the export of November is in the archive");
  await anna.pictures("claims-proof");
  await anna.click("proof-save");
  await anna.at("claims").waitFor({ state: "detached", timeout: 60_000 });
  await anna.at("consents-list").getByText("Form on our site", { exact: false }).first().waitFor();
  await toExport(anna, "1 of ");
  await only("left-out").filter({ hasText: "not confirmed" }).getByText("160", { exact: true }).waitFor();
  assert.deepEqual(anna.errors, []);
});

async function addDeal(title, who) {
  await anna.walk("deals");
  await anna.page.keyboard.press("c");
  await anna.see("new-record-dialog");
  await anna.page.getByRole("textbox", { name: "Title" }).fill(title);
  await anna.page.getByRole("combobox", { name: "People" }).fill(who);
  await anna.page.getByRole("option", { name: new RegExp(who, "i") }).first().click();
  await anna.click("create-record");
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
}

step("deals are exported for a purpose, without those that name whoever may not go, and it stands with whom they name", async () => {
  await addDeal("Merger", "Dora Dahl");
  await addDeal("Appeal", "Ben Bauer");
  await anna.walk("deals");
  await anna.click("export-list");
  await anna.at("export-of").getByText("Every record of the list", { exact: false }).waitFor();
  await anna.at("export-fields").getByText("This purpose needs no such data.").waitFor();
  await only("export-purpose").getByRole("combobox").selectOption({ label: "Customer service" });
  await anna.at("export-included").filter({ hasText: "1 of 2 included" }).waitFor();
  assert.equal(await only("export-format").locator("option").count(), 3, "a card holds a person");
  await only("left-out").filter({ hasText: "no contact point" }).locator("button").click();
  await anna.at("left-out-names").getByText("Appeal").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.fill("export-why", "The year's accounts");
  await anna.pictures("privacy-export-deals");
  const file = await exported(anna);
  assert.ok(file.startsWith("Title,") && file.includes("Merger") && file.includes("Dora Dahl"), file);
  assert.ok(!file.includes("Appeal") && !file.includes("Ben Bauer"), file);
  await toPrivacy(anna);
  await only("disclosure").filter({ hasText: "Customer service → Ourselves" }).filter({ hasText: "1 deal, CSV" }).waitFor();
  await anna.openPerson("dora");
  await only("timeline-entry").filter({ hasText: "Customer service" }).waitFor();
});

step("of companies they themselves are exported, or their people", async () => {
  await anna.walk("companies");
  await anna.click("export-list");
  await anna.see("export-companies");
  await anna.at("export-of").getByText("Every record of the list", { exact: false }).waitFor();
  await anna.click("export-their-people");
  await anna.at("export-of").getByText("Everybody in the list", { exact: false }).waitFor();
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="export-format"] option').length === 4);
  // Whoever goes back finds what was asked about; the link of the privacy centre is about everybody.
  await toPrivacy(anna);
  await anna.see("privacy-start");
  await anna.page.goBack();
  await anna.at("export-of").getByText("Every record of the list", { exact: false }).waitFor();
  await toPrivacy(anna, "export");
  await anna.at("export-of").getByText("Everybody in this vault", { exact: false }).waitFor();
  assert.equal(await anna.at("export-companies").count(), 0);
  // Each visit keeps what it was about, however often one goes back; what a reload forgot is not taken for everybody.
  await anna.page.goBack();
  await anna.see("privacy-start");
  await anna.page.goBack();
  await anna.at("export-of").getByText("Every record of the list", { exact: false }).waitFor();
  await anna.walk("people");
  await anna.click("export-list");
  await anna.at("export-of").getByText("Everybody in the list", { exact: false }).waitFor();
  await anna.page.goBack();
  await anna.see("export-list");
  await anna.page.goBack();
  await anna.at("export-of").getByText("Every record of the list", { exact: false }).waitFor();
  await anna.page.goForward();
  await anna.see("export-list");
  await anna.page.goForward();
  await anna.at("export-of").getByText("Everybody in the list", { exact: false }).waitFor();
  assert.equal(await anna.at("export-companies").count(), 0);
  await anna.page.goto(anna.page.url().replace(/of=\d+/, "of=1"));
  await anna.unlock();
  await anna.see("export-forgotten");
  assert.equal(await anna.at("export-run").count(), 0);
  assert.deepEqual(anna.errors, []);
});
