// What people ask for by right: a request written down, the person found and verified, other people's names decided on, the
// package downloaded and read; an objection; a refusal; and the requests of a person on the own page.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

const FILE = `First name,Last name,E-mail,Phone,Background
Ada,Aal,ada@example.org,+1 555 0100,Recommended by Grace Hopper in May
Grace,Hopper,grace@example.com,+1 212 555 0199,
`;
const only = (name) => anna.page.locator(`[data-testid="${name}"]`);
const text = (words) => only("text").filter({ hasText: words });

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
  await anna.openPerson("ada");
  await anna.page.keyboard.press("n");
  for (const note of ["Lunch with Grace, grace@example.com, about the boat", "Wants the drawings by June"]) {
    // The composer stays open for the next one.
    await anna.page.keyboard.type(note);
    await anna.page.keyboard.press("Control+Enter");
    await only("timeline-entry").filter({ hasText: note.slice(0, 10) }).waitFor();
  }
});

after(() => dispose(anna, server));

async function toRequests() {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/requests"]').click();
  await anna.see("requests");
}

async function newRequest(kind) {
  await anna.click("add-request");
  await only("request-kind").getByRole("combobox").selectOption({ label: kind });
}

step("without requests the page says what they are; one is written down before it is known whose", async () => {
  await toRequests();
  await only("empty").waitFor();
  await anna.pictures("requests-empty");
  await newRequest("Access to their data");
  await anna.fill("request-notes", "Please tell me everything you have about me");
  await anna.pictures("requests-new");
  await anna.click("request-save");
  const line = only("request").filter({ hasText: "Access to their data" });
  await line.filter({ hasText: "Not known yet" }).waitFor();
  await says(line.getByTestId("urgency"), /^(2[789]|3[01]) days left$/);
  await anna.pictures("requests-list");
  await anna.walk("day");
  const due = anna.at("day-privacy").getByTestId("due-requests");
  await due.filter({ hasText: "days left" }).waitFor();
  await anna.pictures("day-privacy");
  await due.locator("a").click();
  await line.locator("a").click();
  await anna.see("request-head");
  assert.ok(await only("step-fulfil").isDisabled(), "nothing is done yet");
  await only("request-task").filter({ hasText: "Answer a request: Access" }).waitFor();
  await anna.pictures("request-received");
});

step("the person is found and verified before anything is looked through", async () => {
  assert.equal(await only("package").count(), 0);
  await only("request-person").getByRole("combobox").fill("ada");
  await anna.at("suggestions").getByText("Ada Aal").click();
  await anna.click("request-link");
  await only("identity-proof").waitFor();
  assert.equal(await only("package").count(), 0);
  await anna.click("identity-yes");
  await anna.at("identity").getByTestId("problem").waitFor();
  assert.equal(await anna.at("toast").filter({ hasText: "Say it in a few words" }).count(), 0, "it stays by the form, and goes with no toast");
  await anna.fill("identity-proof", "Answered from the address on file");
  await anna.click("identity-yes");
  await only("identity-state").filter({ hasText: "Verified" }).waitFor();
  await only("identity-how").filter({ hasText: "Answered from the address on file" }).waitFor();
  await only("request-head").and(anna.page.locator('[data-state="in_progress"]')).waitFor();
});

step("texts that name others are shown with the names marked, and decided on one by one", async () => {
  await only("flagged").waitFor();
  await settles(() => only("flagged").getByTestId("text").count(), 2);
  await text("Recommended by").locator("mark", { hasText: "Grace Hopper" }).waitFor();
  await text("Lunch with").locator("mark", { hasText: "grace@example.com" }).waitFor();
  assert.ok(await only("package-make").isDisabled(), "not before all is decided");
  await anna.pictures("request-texts");
  await text("Recommended by").getByTestId("text-leave").click();
  await only("undecided").filter({ hasText: "1 text to decide on" }).waitFor();
  await text("Lunch with").getByTestId("text-black").click();
  await text("Lunch with").getByTestId("text-also").fill("Grace, boat");
  await anna.fill("package-controller", "Kanzlei Berg, privacy@berg.example");
});

/** Presses and reads what is downloaded. */
async function downloaded(button) {
  const [download] = await Promise.all([anna.page.waitForEvent("download"), anna.click(button)]);
  assert.match(download.suggestedFilename(), /^access-\d{4}-\d\d-\d\d\.(html|json|vcf)$/);
  return readFileSync(await download.path());
}

step("the package holds her data and nothing of who else was named, in all three forms", async () => {
  await anna.click("package-make");
  await anna.see("package-made");
  const files = [];
  for (const form of ["html", "json", "vcf"]) files.push(await downloaded(`download-${form}`));
  const [html, json, vcf] = files.map((file) => file.toString("utf8"));
  for (const part of [html, json, vcf]) {
    assert.ok(part.includes("ada@example.org"));
    for (const gone of ["Grace", "Hopper", "grace@", "boat", "Recommended"]) assert.ok(!part.includes(gone), gone);
  }
  assert.ok(html.includes("Wants the drawings by June") && html.includes("Lunch with █████") && html.includes("people.csv"));
  assert.ok(html.includes("Newsletter") && html.includes("Your rights") && html.includes("privacy@berg.example") && !html.includes("<script"));
  const held = JSON.parse(json);
  assert.equal(held.format, "tacit-access-package");
  assert.equal(held.sections.person[0].family_name, "Aal");
  assert.equal(await only("package-sha256").innerText(), createHash("sha256").update(Buffer.concat(files)).digest("hex"));
  await anna.pictures("request-packed");
  // The page itself, as the person sees it.
  const reader = await anna.context.newPage();
  await reader.setContent(html);
  await reader.getByRole("heading", { name: "Your personal data" }).waitFor();
  if (process.env.TACIT_PICTURES) await reader.screenshot({ path: `${process.env.TACIT_PICTURES}/package.png`, fullPage: true });
  await reader.close();
});

step("then it is done: closed, its task too, and all of it is on the record", async () => {
  await only("request-answered").filter({ hasText: "Done" }).waitFor();
  await anna.click("step-fulfil");
  await only("request-head").and(anna.page.locator('[data-state="fulfilled"]')).waitFor();
  await only("request-task").filter({ hasText: "Done" }).waitFor();
  for (const event of ["Written down", "Person chosen", "Identity verified", "Package made", "Closed as done"]) await says(only("request-log"), new RegExp(event));
  await anna.pictures("request-done");
  await anna.walk("privacy");
  await only("disclosure").filter({ hasText: "Answer to a request → Ada Aal" }).waitFor();
});

step("an objection from the person's page needs no proof, and ends marketing there and then", async () => {
  await anna.openPerson("ada");
  await anna.click("tab-privacy");
  await only("person-requests").getByTestId("request").first().waitFor();
  await newRequest("Objection");
  await anna.click("request-save");
  const line = only("person-requests").getByTestId("request").filter({ hasText: "Objection" });
  await line.waitFor();
  await anna.at("person-requests").scrollIntoViewIfNeeded();
  await anna.pictures("requests-person");
  await line.locator("a").click();
  await anna.see("request-head");
  assert.equal(await only("step-refuse").count(), 0, "it is never refused");
  const form = anna.at("objecting");
  await form.getByRole("checkbox", { name: "Sales conversation" }).uncheck();
  await anna.click("say-no");
  await form.getByText("Why some of it goes on is missing.").waitFor();
  await anna.fill("goes-on-why", "She buys from us and wants to be called");
  await anna.pictures("request-objection");
  await anna.click("say-no");
  await only("goes-on").filter({ hasText: "wants to be called" }).waitFor();
  await anna.fill("further-name", "Write to her what ended");
  await anna.fill("further-due", "2099-05-01");
  await anna.click("further-add");
  await only("request-task").filter({ hasText: "Write to her what ended" }).getByText("1 May 2099", { exact: false }).waitFor();
  await anna.pictures("request-tasks");
  await only("request-answered").filter({ hasText: "Done" }).waitFor();
  await anna.click("step-fulfil");
  await only("request-head").and(anna.page.locator('[data-state="fulfilled"]')).waitFor();
});

step("more time needs a reason, a refusal needs one too, and both stay after a reload", async () => {
  await toRequests();
  await newRequest("Erasure");
  await anna.click("request-save");
  await only("request").filter({ hasText: "Erasure" }).locator("a").click();
  await anna.click("step-extend");
  await anna.click("reason-save");
  await anna.at("reason-dialog").getByText("It needs a reason that the person is told.").waitFor();
  await anna.fill("reason", "Many requests at once");
  await anna.pictures("request-extend");
  await anna.click("reason-save");
  await only("extended").filter({ hasText: "Many requests at once" }).waitFor();
  assert.equal(await only("step-extend").count(), 0, "once");
  await anna.click("step-refuse");
  await only("refuse-ground").getByRole("combobox").selectOption({ label: "We hold nothing" });
  await anna.click("reason-save");
  await only("refused-for").filter({ hasText: "We hold no personal data about you." }).waitFor();
  await anna.synced();
  await anna.page.reload();
  await anna.unlock();
  await only("refused-for").filter({ hasText: "We hold no personal data about you." }).waitFor();
  await toRequests();
  await only("requests-closed").getByTestId("request").nth(2).waitFor();
  await only("requests").getByRole("combobox").selectOption({ label: "Refused" });
  await settles(() => only("request").count(), 1);
  await anna.pictures("requests-closed");
});

step("a new request is begun at the head's end, and on a phone in the page", async () => {
  const wide = anna.page.viewportSize();
  await anna.page.locator("header.top").getByTestId("add-request").waitFor();
  await anna.page.setViewportSize({ width: 390, height: 844 });
  await only("requests").getByTestId("add-request").waitFor();
  await settles(() => only("add-request").count(), 1);
  await anna.page.setViewportSize(wide);
  await anna.page.locator("header.top").getByTestId("add-request").waitFor();
});

step("the audit says that it was a request, and leads there", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/audit"]').click();
  await anna.at("audit-list").locator('[data-did="edit"]').first().getByRole("link", { name: "a request", exact: true }).click();
  await only("refused-for").filter({ hasText: "We hold no personal data about you." }).waitFor();
  assert.deepEqual(anna.errors, []);
});
