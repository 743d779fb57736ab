// Somebody is erased: a hold keeps them first; then what goes is shown, confirmed by typing, gone and verified; what another
// record says of them is decided; and the browser holds no word of it. A rule of retention is made.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const only = (name) => anna.page.locator(`[data-testid="${name}"]`);

const FILE = `First name,Last name,E-mail,Notes
Ada,Lovelace,ada@quorvex.example,
Ben,Bauer,ben@example.org,Met Ada Lovelace at the fair
`;

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
  await anna.synced();
});

after(() => dispose(anna, server));

async function toErase() {
  await anna.openPerson("quorvex");
  await anna.click("tab-privacy");
  await anna.click("to-erase");
  await anna.see("erase-gone");
}

step("a hold keeps a person, and says why", async () => {
  await anna.openPerson("quorvex");
  await anna.page.keyboard.press("n");
  for (const note of ["She called about the roof.", "Sent her the offer, as asked."]) {
    // The composer stays open for the next one.
    await anna.page.keyboard.type(note);
    await anna.page.keyboard.press("Control+Enter");
    await only("timeline-entry").filter({ hasText: note }).waitFor();
  }
  await anna.click("tab-privacy");
  await anna.click("hold-person");
  await anna.fill("hold-why", "Warranty claim in court");
  await anna.click("hold-save");
  await anna.at("hold-dialog").waitFor({ state: "detached" });
  await anna.click("to-erase");
  await anna.at("erase-held").getByText("Warranty claim in court").waitFor();
  assert.equal(await only("erase-confirm").count(), 0, "there is no erasing anyway");
  await anna.pictures("erasure-held");
  await anna.at("erase-held").locator("a").click();
  await anna.see("retention");
  await only("hold").filter({ hasText: "Ada Lovelace" }).waitFor();
});

step("a rule says when data goes", async () => {
  await anna.click("add-rule");
  await anna.fill("rule-name", "Old contacts");
  await anna.pictures("retention-rule");
  await anna.click("rule-save");
  await only("rule").filter({ hasText: "Old contacts" }).getByText("0 due of 2 records").waitFor();
  await anna.pictures("retention");
  await anna.click("end-hold");
  await anna.click("end-hold-confirm");
  await anna.at("end-hold-dialog").getByText("The reason is missing.").waitFor();
  await anna.fill("end-hold-why", "The claim is settled");
  await anna.pictures("retention-end-hold");
  await anna.click("end-hold-confirm");
  await only("hold").waitFor({ state: "detached" });
});

step("what goes and what stays is shown, and nothing happens before the name is typed", async () => {
  await toErase();
  const shown = await anna.see("erase-page");
  await says(shown, /1 person[\s\S]*2 activities/);
  await says(only("bunch").filter({ hasText: "2 activities" }), /roof.* · .*offer|offer.* · .*roof/);
  await only("erase-left").filter({ hasText: "Met Ada Lovelace at the fair" }).waitFor();
  assert.ok(await only("erase-confirm").isDisabled());
  await anna.fill("erase-typed", "Ada");
  assert.ok(await only("erase-confirm").isDisabled());
  await anna.pictures("erasure-preview");
  await anna.fill("erase-typed", "Ada Lovelace");
  await anna.click("erase-confirm");
  await anna.page.locator('[data-testid="erasure"][data-stage="Gone"]').waitFor();
  await only("erasure-seen").filter({ hasText: "1 of 1 member" }).waitFor();
  await only("erasure").getByRole("heading", { name: /^Erasure of / }).waitFor();
  await anna.page.getByRole("heading", { level: 1, name: "Erasure", exact: true }).waitFor();
});

step("what another record says is edited or stays with a reason, and then it is finished", async () => {
  const left = only("erase-left").filter({ hasText: "Met Ada Lovelace at the fair" });
  await left.waitFor();
  await anna.pictures("erasure-left");
  await left.getByTestId("erase-keep").click();
  await anna.fill("erase-keep-why", "A namesake, not a customer");
  await anna.click("erase-keep-save");
  await only("erase-stays").filter({ hasText: "A namesake, not a customer" }).waitFor();
  await anna.synced();
  await anna.click("erase-finish");
  await only("erasure-stage").filter({ hasText: "Finished" }).waitFor();
  await anna.pictures("erasure-finished");
});

step("the list, the search, the trash and the key that takes back know nothing of her", async () => {
  await anna.walk("people");
  await anna.search("quorvex");
  await anna.countIs(0);
  await anna.search("");
  await anna.countIs(1);
  // Whatever else it takes back, nobody comes back with it.
  for (let times = 0; times < 4; times += 1) {
    await anna.page.keyboard.press("Control+z");
    await anna.page.waitForTimeout(250);
  }
  await anna.search("quorvex");
  await anna.countIs(0);
  await anna.search("");
  await anna.walk("trash");
  await anna.at("empty").getByText("The trash is empty").waitFor();
  assert.ok(!(await anna.page.locator("main").innerText()).includes("Lovelace"));
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/erasures"]').click();
  await only("erasure-row").filter({ hasText: "Finished" }).waitFor();
  await anna.pictures("erasures");
  await anna.page.keyboard.press("Control+k");
  await anna.page.keyboard.type("Ada Love");
  await anna.page.waitForTimeout(400);
  await anna.answered();
  assert.ok(!(await anna.page.locator("dialog").first().innerText()).includes("quorvex"), "nor the palette");
  await anna.page.keyboard.press("Escape");
});

step("statistics show nothing of few, and of many no small count", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/statistics"]').click();
  await anna.at("statistics").getByText("There is too little to show").waitFor();
  await anna.pictures("statistics-few");
  const rows = Array.from({ length: 53 }, (_, at) => `P${at},Q${at},${at < 40 ? "hot" : at < 50 ? "warm" : "cold"}`);
  const buffer = Buffer.from(`First name,Last name,Status\n${rows.join("\n")}\n`);
  await anna.walk("people");
  await anna.bring({ name: "many.csv", mimeType: "text/csv", buffer });
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/statistics"]').click();
  const table = anna.at("statistics-table");
  await table.waitFor();
  const text = await table.innerText();
  assert.equal(await table.getByRole("rowheader", { name: "Hot", exact: true }).count(), 1, "of one quarter the choices are the rows");
  assert.match(text, /others/i, "three are joined with others");
  assert.doesNotMatch(text, /cold/i, "under a name that tells nothing");
  assert.ok(!/\b3\b/.test(text.split("\n").slice(0, -3).join("\n")), text);
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click("statistics-csv")]);
  assert.equal(download.suggestedFilename(), "tacit-statistics.csv");
  await anna.pictures("statistics");
});

step("a question of one's own: by what, of whom, and nothing before it is asked", async () => {
  const page = anna.at("statistics");
  await page.getByRole("combobox", { name: "Question" }).selectOption({ label: "A question of your own" });
  await anna.see("own-question");
  assert.equal(await anna.at("statistics-table").count(), 0, "nothing was asked yet");
  await anna.pictures("statistics-own-asked");
  await anna.at("own-rows").getByRole("combobox").selectOption({ label: "Status" });
  await anna.click("own-count");
  const table = await anna.see("statistics-table");
  await says(table, /hot/i);
  assert.doesNotMatch(await table.innerText(), /cold/i, "three are too few for a name");
  await anna.pictures("statistics-own");
  await anna.at("own-question").getByTestId("filter").click();
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("Cold", { exact: true }).click();
  await anna.click("filter-done");
  await anna.click("own-count");
  await page.getByText("There is too little to show").waitFor();
});
