// Nothing that was typed is lost by a press beside its dialog; and what a record's page leads to: its place in the list that
// it was opened from, its tabs in the address, what points to it, addresses that lead out, and records that are linked from
// the other side.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const FILE = "First name,Last name,E-mail,Phone,Company\nAda,Aal,ada@example.org,+49 (0)30 123-45,Berg AG\nBen,Bauer,ben@example.org,,\n";
const EMAILS = 20, LINKS = 22, COMPANY = 12;

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
  await anna.inputIs("given", /^Dora$/);
  await anna.see("draft-kept");
  await anna.click("cancel-record");
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

step("addresses lead out by a link beside them, which follows what is typed; it is reached by Tab, and large enough on a phone", async () => {
  await anna.openPerson("ada");
  const mail = anna.at("reach-mail");
  const said = (name, attribute) => anna.at(name).getAttribute(attribute);
  assert.equal(await said("reach-mail", "href"), "mailto:ada@example.org");
  assert.equal(await said("reach-mail", "aria-label"), "Write to ada@example.org");
  assert.equal(await said("reach-mail", "target"), null, "a message leaves the page where it is");
  assert.equal(await said("reach-phone", "href"), "tel:+493012345");
  assert.equal(await said("reach-phone", "aria-label"), "Call +49 (0)30 123-45");
  assert.equal(await anna.at("reach-site").count(), 0);
  const address = anna.field(EMAILS).locator("[data-point]");
  await address.focus();
  await anna.page.keyboard.press("Tab");
  assert.ok(await mail.evaluate((link) => link === document.activeElement), "the link comes after its address");
  await address.fill("ada at example");
  await gone("reach-mail");
  await address.fill("ada@example.org");
  await mail.waitFor();
  await address.press("Enter");
  await anna.field(LINKS).locator(".add-point").click();
  const site = anna.field(LINKS).locator("[data-point]");
  await site.fill("https://example.org");
  await anna.see("reach-site");
  await site.fill("javascript:alert(1)");
  await gone("reach-site");
  await site.fill("example.org/x");
  await site.press("Enter");
  await anna.see("reach-site");
  assert.equal(await said("reach-site", "href"), "https://example.org/x");
  assert.equal(await said("reach-site", "aria-label"), "Open example.org");
  assert.equal(await said("reach-site", "target"), "_blank");
  assert.equal(await said("reach-site", "rel"), "noopener noreferrer");
  await soundAsItStands(anna);
  await anna.pictures("reach");
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.click("tab-details");
  const box = await anna.box(mail);
  assert.ok(box.width >= 44 && box.height >= 44 && box.x + box.width <= PHONE.viewport.width, JSON.stringify(box));
  await anna.pictures("reach-details");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("what is no address is said to be none, in its field and in the form for a new person; a long one is read whole", async () => {
  await anna.openPerson("ada");
  const field = anna.field(EMAILS);
  const [address, wrong] = [field.locator("[data-point]"), (part) => part.locator(".wrong", { hasText: "This does not read as an e-mail address." })];
  await address.fill("ada at example");
  await address.press("Enter");
  await wrong(field).waitFor();
  await anna.pictures("reach-wrong");
  await anna.synced();
  await anna.walk("people");
  await anna.page.locator('.bad-cell[title="This does not read as an e-mail address."]', { hasText: "ada at example" }).waitFor();
  assert.equal(await anna.page.locator(".bad-cell").count(), 1, "an address that is one is not marked");
  await anna.openPerson("ada");
  const long = "ada.with.a.name.of.many.parts@an.office.far.away.example.org";
  await address.fill(long);
  await address.press("Enter");
  await wrong(field).waitFor({ state: "detached" });
  assert.deepEqual(await address.evaluate((area) => [area.scrollWidth > area.clientWidth, area.scrollHeight > area.clientHeight + 1]), [false, false], "it goes on in the next line");
  await address.fill("ada@example.org");
  await address.press("Enter");
  await anna.synced();
  await anna.walk("people");
  await open();
  const dialog = anna.at("new-record-dialog");
  await anna.fill("given", "Eva");
  await anna.fill("email", "not an email");
  await anna.click("create-record");
  await wrong(dialog).waitFor();
  await anna.page.locator('[data-testid="email"]:focus').waitFor();
  await soundAsItStands(anna);
  await anna.fill("email", "eva@example.org");
  await wrong(dialog).waitFor({ state: "detached" });
  await anna.click("cancel-record");
  await gone("new-record-dialog");
});

step("nobody is written to whose data is only stored", async () => {
  await anna.openPerson("ben@example");
  await anna.see("reach-mail");
  await anna.click("tab-privacy");
  await anna.click("restrict");
  await anna.fill("why", "He disputes his address");
  await anna.click("restriction-save");
  await anna.see("restricted");
  await gone("reach-mail");
  assert.equal(await anna.field(EMAILS).locator("[data-point]").inputValue(), "ben@example.org", "it is still shown");
  await anna.click("lift");
  await anna.fill("why", "It was right");
  await anna.click("restriction-save");
  await anna.see("reach-mail");
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

step("somebody who is here is linked from the company's page, as by hand; who is linked already is told, and Ctrl+Z takes it back", async () => {
  await anna.openPerson("ada");
  await anna.page.getByRole("link", { name: "Berg AG" }).first().click();
  await heading("Berg AG");
  await anna.click("tab-people");
  const list = anna.at("related-people");
  await list.getByText("Ada Aal").waitFor();
  const add = async (words, name) => {
    await anna.click("related-existing");
    const field = (await anna.see("existing-dialog")).getByRole("combobox", { name: "People" });
    await field.fill(words);
    await anna.page.getByRole("option", { name }).click();
    await gone("existing-dialog");
  };
  await add("ada", "Ada Aal");
  await anna.at("toast").getByText("“Ada Aal” is linked here already.").waitFor();
  await anna.click("related-existing");
  await anna.see("existing-dialog");
  await anna.at("suggestions").waitFor();
  await anna.pictures("existing");
  await anna.click("existing-cancel");
  await gone("existing-dialog");
  await add("ben", "Ben Bauer");
  await anna.at("toast").getByText("“Ben Bauer” linked to “Berg AG”.").waitFor();
  await list.getByText("Ben Bauer").waitFor();
  await anna.pictures("existing-linked");
  await soundAsItStands(anna);
  await anna.page.locator("h1").click();
  await anna.page.keyboard.press("Control+z");
  await list.getByText("Ben Bauer").waitFor({ state: "detached" });
  await list.getByText("Ada Aal").waitFor();
  await anna.page.keyboard.press("Control+Shift+z");
  await list.getByText("Ben Bauer").click();
  await heading("Ben Bauer");
  await anna.textIs(COMPANY, "Berg AG");
});

step("a deal that is made from a person's page is with the company where that person works", async () => {
  await anna.openPerson("ada");
  await anna.click("add-deal");
  await anna.see("new-record-dialog");
  await settles(() => anna.at("new-record-dialog").getByRole("combobox", { name: "Company" }).inputValue(), "Berg AG");
  await anna.click("cancel-record");
  await gone("new-record-dialog");
});

step("what a field of several holds stays in it when a record is linked from the other side", async () => {
  await addDeal("Lease");
  await anna.synced();
  await anna.page.getByRole("combobox", { name: "People", exact: true }).fill("ada");
  await anna.page.getByRole("option", { name: "Ada Aal" }).click();
  await anna.page.locator(".related").getByText("Ada Aal").waitFor();
  await anna.openPerson("ben@example");
  await anna.click("tab-deals");
  await anna.click("related-existing");
  await (await anna.see("existing-dialog")).getByRole("combobox").fill("lease");
  await anna.page.getByRole("option", { name: "Lease" }).click();
  await gone("existing-dialog");
  await anna.at("related-deals").getByText("Lease").click();
  await heading("Lease");
  for (const name of ["Ada Aal", "Ben Bauer"]) await anna.page.locator(".related").getByText(name).waitFor();
  // The board and the table below begin without it.
  await anna.click("record-menu");
  await anna.click("delete-record");
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

step("a name is one row that opens its parts to whoever edits it, and the ways to reach somebody follow it", async () => {
  await anna.openPerson("Aal");
  const row = anna.at("name-open");
  await row.waitFor();
  assert.equal(await anna.at("name-parts").isVisible(), false);
  const groups = anna.page.locator('[data-testid="record"] .rows-of-fields');
  assert.equal(await groups.nth(1).locator(`[data-field="${EMAILS}"]`).count(), 1, "second comes what they are reached by");
  await row.press("Enter");
  assert.equal(await row.getAttribute("aria-expanded"), "true");
  await anna.page.waitForFunction(() => document.activeElement?.closest('[data-testid="field"]')?.dataset.field === "1");
  await anna.setText(4, "Dr.");
  await row.getByText("Dr.").waitFor();
  await anna.picture("name-parts");
  await row.click();
  assert.equal(await anna.at("name-parts").isVisible(), false);
  await anna.page.locator("body").click({ position: { x: 700, y: 4 } });
  await anna.page.keyboard.press("e");
  await anna.page.waitForFunction(() => document.activeElement?.closest('[data-testid="field"]')?.dataset.field === "1");
  await anna.setText(4, "");
  await row.getByText("Dr.").waitFor({ state: "detached" });
  assert.deepEqual(anna.errors, []);
});
