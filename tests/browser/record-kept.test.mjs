// Nothing that was typed is lost by a press beside its dialog; and what a record's page leads to: its place in the list that
// it was opened from, its tabs in the address, what points to it, what was noted about a company's people, pasted e-mails.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { subscribe } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

const FILE = "First name,Last name,E-mail,Company\nAda,Aal,ada@example.org,Berg AG\nBen,Bauer,ben@example.org,\n";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const heading = (name) => anna.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const gone = (name) => anna.at(name).waitFor({ state: "detached" });
const entries = (what) => anna.page.locator(`[data-testid="timeline-entry"]${what ? `[data-what="${what}"]` : ""}`);
const place = (text) => anna.at("place").getByText(text, { exact: true }).waitFor();
const card = (title) => anna.page.locator(".deal").filter({ hasText: title });

// Beside a dialog, where a thumb lands by mistake.
const beside = () => anna.page.mouse.click(20, 30);

async function open(key = "c") {
  await gone("new-record-dialog");
  await anna.page.keyboard.press(key);
  await anna.see("new-record-dialog");
}

step("on a phone a press beside the form keeps what was typed, for when it is opened again", async () => {
  await anna.walk("people");
  await anna.page.setViewportSize(PHONE.viewport);
  await open();
  await anna.fill("given", "Cleo");
  await anna.page.getByRole("combobox", { name: "Company" }).fill("Berg");
  await anna.page.getByRole("option", { name: "Berg AG", exact: true }).click();
  await beside();
  await gone("new-record-dialog");
  await anna.at("toast").getByText("is kept", { exact: false }).waitFor();
  await open();
  await anna.inputIs("given", /^Cleo$/);
  assert.equal(await anna.page.getByRole("combobox", { name: "Company" }).inputValue(), "Berg AG");
  await anna.at("draft-kept").getByText("Your draft is kept.").waitFor();
  await anna.pictures("draft-kept");
  await anna.page.setViewportSize(WIDE.viewport);
  await soundAsItStands(anna);
});

step("one starts anew, and what was typed can be brought back; Esc keeps it, Cancel gives it up and can be undone", async () => {
  await anna.click("draft-anew");
  await anna.inputIs("given", /^$/);
  await anna.click("draft-anew");
  await anna.inputIs("given", /^Cleo$/);
  await anna.page.keyboard.press("Escape");
  await open();
  await anna.inputIs("given", /^Cleo$/);
  await anna.click("cancel-record");
  await gone("new-record-dialog");
  await anna.at("toast").getByText("Draft given up.").waitFor();
  await anna.click("undo");
  await anna.inputIs("given", /^Cleo$/);
  await anna.click("create-record");
  await heading("Cleo");
  await anna.walk("people");
  await open();
  await anna.inputIs("given", /^$/);
  assert.equal(await anna.at("draft-kept").count(), 0, "what was saved is no draft");
  await anna.fill("given", "Dora");
  await beside();
  await gone("new-record-dialog");
  await anna.lock();
  await anna.unlock();
  await anna.see("count");
  await open();
  await anna.inputIs("given", /^$/);
  assert.equal(await anna.at("draft-kept").count(), 0, "nothing typed outlives a lock");
  await beside();
});

step("any other dialog asks before it loses what was typed, however often Esc is pressed", async () => {
  await anna.walk("settings");
  await anna.click("add-field");
  await anna.see("field-form");
  await beside();
  await gone("field-form");
  await anna.click("add-field");
  await anna.fill("field-name", "Knows");
  await beside();
  await anna.see("leaving");
  await anna.pictures("leaving");
  await soundAsItStands(anna);
  await anna.click("leaving-stay");
  await gone("leaving");
  for (let times = 0; times < 3; times += 1) await anna.page.keyboard.press("Escape");
  await anna.see("leaving");
  await anna.inputIs("field-name", /^Knows$/);
  assert.equal(await anna.at("field-form").evaluate((dialog) => dialog.open), true);
  await anna.click("leaving-discard");
  await gone("field-form");
  await anna.click("add-field");
  await anna.fill("field-name", "Knows");
  await anna.at("field-form").getByRole("combobox", { name: "Holds" }).selectOption({ label: "Other records" });
  await anna.at("field-purposes").getByLabel("Customer service").check();
  await anna.click("field-save");
  await gone("field-form");
});

step("whoever points to a person by a field of one's own stands on that person's page", async () => {
  await anna.openPerson("ada");
  assert.equal(await anna.at("tab-linked").count(), 0, "nothing but tabs that have something");
  await anna.page.getByRole("combobox", { name: "Knows" }).fill("ben");
  await anna.page.getByRole("option", { name: "Ben Bauer" }).click();
  await anna.page.locator("a.related, .related a").getByText("Ben Bauer").click();
  await heading("Ben Bauer");
  await anna.click("tab-linked");
  const list = anna.at("linked-people");
  await list.getByRole("heading", { name: /People · Knows/ }).waitFor();
  await anna.pictures("linked");
  await list.getByText("Ada Aal").click();
  await heading("Ada Aal");
});

step("the tab stands in the address: the way back, a reload and a link lead to it", async () => {
  await anna.click("tab-files");
  await anna.see("files");
  assert.match(anna.page.url(), /\/people\/[0-9a-f]{32}\?tab=files$/);
  await anna.click("tab-tasks");
  await anna.see("related-tasks");
  await anna.page.goBack();
  await anna.see("files");
  await anna.page.reload();
  await anna.unlock();
  await anna.see("files");
  const address = new URL(anna.page.url());
  await anna.goto(`${address.pathname}?tab=privacy`);
  await anna.unlock();
  await anna.see("privacy");
  await anna.goto(`${address.pathname}?tab=nonsense`);
  await anna.unlock();
  await anna.see("composer");
});

step("what a person consented to stands under the name, and a press leads to it", async () => {
  await subscribe(anna, "ada");
  const newsletter = anna.at("consent-mark").filter({ hasText: "Newsletter" });
  await newsletter.filter({ hasText: "Newsletter: yes" }).waitFor();
  await anna.click("tab-timeline");
  await anna.pictures("consent-marks");
  await soundAsItStands(anna);
  await newsletter.click();
  await anna.see("privacy");
  await anna.openPerson("ben@example");
  await anna.at("consent-mark").filter({ hasText: "Newsletter: no" }).waitFor();
});

step("an e-mail is pasted: what is recognised is shown, and it stands with everybody whom it concerns", async () => {
  await anna.click("log-e-mail");
  await anna.fill("composer", "She wrote that it is fine.");
  await anna.see("mail-plain");
  await anna.fill("composer", "From: Ada Aal <ada@example.org>\nSent: Thursday, November 26, 2026 10:00 AM\nTo: Ben Bauer <ben@example.org>\nSubject: The lease\n\nDear Ben,\nit is *signed*.");
  const seen = await anna.see("mail-seen");
  await seen.getByText("The lease").waitFor();
  await seen.getByText("Ada Aal", { exact: true }).waitFor();
  await anna.pictures("mail-pasted");
  await anna.click("composer-save");
  await entries("e-mail").getByText("The lease").waitFor();
  await anna.inputIs("composer", /^$/);
  const buffer = Buffer.from("From: ben@example.org\r\nSubject: The register\r\nDate: Thu, 26 Nov 2026 09:00:00 +0100\r\nMessage-ID: <r@example.org>\r\n\r\nAttached.\r\n");
  await anna.at("mail-input").setInputFiles({ name: "register.eml", mimeType: "message/rfc822", buffer });
  await entries("e-mail").getByText("The register").waitFor();
});

step("a company's page tells what was noted about its people, with whom it was about; one type is shown alone", async () => {
  await anna.openPerson("ada");
  await anna.fill("composer", "Wants to move in spring.");
  await anna.click("composer-save");
  await entries("note").getByText("Wants to move in spring.").waitFor();
  await anna.page.getByRole("link", { name: "Berg AG" }).first().click();
  await heading("Berg AG");
  await anna.fill("composer", "They have a new office.");
  await anna.click("composer-save");
  await entries("note").nth(1).waitFor();
  await entries("note").filter({ hasText: "Wants to move in spring." }).getByTestId("through").getByText("Ada Aal").waitFor();
  assert.equal(await entries("note").filter({ hasText: "They have a new office." }).getByTestId("through").count(), 0);
  await entries("e-mail").getByText("The lease").waitFor();
  await anna.pictures("company-timeline");
  await soundAsItStands(anna);
  await anna.click("timeline-e-mail");
  await entries("note").first().waitFor({ state: "detached" });
  assert.equal(await entries().count(), 1);
  await anna.click("timeline-all");
  await entries("note").nth(1).waitFor();
});

async function addDeal(title) {
  await anna.walk("deals");
  await open();
  await anna.fill("title", title);
  await anna.click("create-record");
  await heading(title);
}

step("the place in a list holds for the record that was opened from it, and for no other", async () => {
  for (const title of ["Alpha", "Beta", "Gamma", "Delta"]) await addDeal(title);
  await anna.walk("deals");
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.page.locator(".grid-body").getByText("Beta", { exact: true }).click();
  await heading("Beta");
  await place("2 of 4");
  await anna.page.keyboard.press("j");
  await heading("Delta");
  await place("3 of 4");
  // By another way: the list says nothing of it.
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "Gamma");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Gamma" }).first().waitFor();
  await anna.page.keyboard.press("Enter");
  await heading("Gamma");
  assert.equal(await anna.at("place").count(), 0);
  await anna.page.keyboard.press("j");
  await anna.page.waitForTimeout(300);
  await heading("Gamma");
});

step("from the board one walks along the column; who leaves it is followed by the next, and the tab stays", async () => {
  await anna.walk("deals");
  await anna.click("layout-board");
  const column = anna.page.getByRole("region", { name: "New", exact: true });
  await column.locator(".deal").nth(3).waitFor();
  const order = (await column.locator(".deal .name").allInnerTexts()).map((name) => name.trim());
  await card(order[1]).click();
  await heading(order[1]);
  await place("2 of 4");
  await anna.click("tab-files");
  await anna.see("files");
  await anna.page.keyboard.press("j");
  await heading(order[2]);
  await place("3 of 4");
  await anna.see("files");
  await anna.page.keyboard.press("k");
  await heading(order[1]);
  await place("2 of 4");
  // Another stage: it stands in the column no more, and the next has its place.
  await anna.page.getByRole("combobox", { name: "Stage" }).fill("Offer");
  await anna.page.getByRole("option", { name: "Offer", exact: true }).click();
  await gone("place");
  await anna.page.keyboard.press("j");
  await heading(order[2]);
  await place("2 of 3");
  await anna.pictures("board-trail");
  // Taken back, the first list has it again, and this one a place further on.
  await anna.page.locator("h1").click();
  await anna.page.keyboard.press("Control+z");
  await place("3 of 4");
  assert.deepEqual(anna.errors, []);
});
