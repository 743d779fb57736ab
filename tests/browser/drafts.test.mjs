// What was begun and not saved outlives a lock, a reload and a tab that was dropped: notes on records' pages and forms for
// new records. Saved, put aside, given up or with its record gone it does not come back.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const FILE = "First name,Last name,E-mail,Company\nAda,Aal,ada@example.org,Berg AG\nBen,Bauer,ben@example.org,\n";
// A word that stands nowhere else.
const SECRET = "Zwetschgenmarkt";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const gone = (name) => anna.at(name).waitFor({ state: "detached" });
const isKept = (where) => where.getByTestId("draft-kept").getByText("Your draft is kept.").waitFor();
const composer = () => anna.page.locator("form.composer");
const form = () => anna.at("new-record-dialog");

// The worker has what was typed half a second after the last letter: by the page's own clock, which is late on a slow machine.
const rest = async () => {
  await anna.page.evaluate(() => new Promise((done) => setTimeout(done, 800)));
  await anna.answered();
};

// Leaves the form by a press beside it, which keeps what is typed.
async function leave() {
  await anna.page.mouse.click(20, 30);
  await gone("new-record-dialog");
}

async function begin() {
  await anna.walk("people");
  await anna.see("count");
  await anna.page.keyboard.press("c");
  await anna.see("new-record-dialog");
}

async function reload() {
  await anna.page.reload();
  await anna.unlock();
}

// The plain texts in every storage that a page of this origin has, but for files that only the worker opens.
const stored = () =>
  anna.page.evaluate(async () => {
    let text = JSON.stringify({ ...localStorage }) + JSON.stringify({ ...sessionStorage });
    for (const name of await caches.keys()) {
      for (const request of await (await caches.open(name)).keys()) text += request.url;
    }
    return text;
  });

step("what was begun is there after a lock, which comes at once after the last letter", async () => {
  await begin();
  await anna.fill("given", "Cleo");
  await anna.fill("family", SECRET);
  await anna.page.getByRole("combobox", { name: "Company" }).fill("Berg");
  await anna.page.getByRole("option", { name: "Berg AG", exact: true }).click();
  await leave();
  await anna.openPerson("ada");
  await anna.click("log-call");
  await anna.fill("composer", `She asked for ${SECRET}.`);
  await anna.page.keyboard.press("Control+Shift+L");
  await anna.see("unlock");
  assert.ok(!(await anna.page.content()).includes(SECRET), "nothing stays on the page");
  await anna.unlock();
  await anna.see("record");
  await anna.inputIs("composer", new RegExp(`^She asked for ${SECRET}\\.$`));
  assert.equal(await anna.at("log-call").getAttribute("aria-pressed"), "true");
  await isKept(composer());
  await anna.pictures("drafts-note");
  await soundAsItStands(anna);
  await begin();
  await anna.inputIs("given", /^Cleo$/);
  await anna.inputIs("family", new RegExp(`^${SECRET}$`));
  assert.equal(await anna.page.getByRole("combobox", { name: "Company" }).inputValue(), "Berg AG");
  await isKept(form());
});

step("it is there after a reload and after the browser was closed, and no storage of the page has a word of it", async () => {
  await anna.fill("email", "cleo@example.org");
  await rest();
  assert.ok(!(await stored()).includes(SECRET));
  await reload();
  await begin();
  await anna.inputIs("email", /^cleo@example\.org$/);
  await leave();
  const { folder, name, password } = anna;
  await anna.close();
  anna = await Person.open(server.origin, { folder });
  Object.assign(anna, { name, password });
  await anna.goto("/people");
  await anna.unlock();
  await anna.openPerson("ada");
  await anna.inputIs("composer", new RegExp(SECRET));
  await begin();
  await anna.inputIs("email", /^cleo@example\.org$/);
});

step("when the page is hidden the worker is told at once: a phone may drop it then", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.fill("family", `${SECRET} II`);
  await anna.page.evaluate(() => document.dispatchEvent(new Event("visibilitychange", { bubbles: true })));
  // Long before the half second after which it would be handed over anyway.
  await anna.answered();
  await anna.pictures("drafts-form");
  await reload();
  await anna.page.setViewportSize(WIDE.viewport);
  await begin();
  await anna.inputIs("family", new RegExp(`^${SECRET} II$`));
});

step("what is saved is no draft any more, right after it and after a reload", async () => {
  await anna.click("create-record");
  await gone("new-record-dialog");
  await reload();
  await begin();
  await anna.inputIs("given", /^$/);
  assert.equal(await anna.at("draft-kept").count(), 0);
  await leave();
  await anna.openPerson("ada");
  await anna.inputIs("composer", new RegExp(SECRET));
  await anna.click("composer-save");
  await anna.page.locator('[data-testid="timeline-entry"][data-what="call"]').getByText(SECRET, { exact: false }).waitFor();
  await anna.inputIs("composer", /^$/);
  await gone("draft-kept");
  await reload();
  await anna.see("record");
  await anna.see("timeline-entry");
  await anna.inputIs("composer", /^$/);
  assert.equal(await anna.at("draft-kept").count(), 0);
});

step("what is saved in one tab is a draft in no other", async () => {
  await anna.fill("composer", `Of two tabs, ${SECRET}.`);
  await rest();
  const first = anna.page;
  anna.page = await anna.context.newPage();
  anna.watch(anna.page);
  await anna.page.goto(first.url());
  await anna.inputIs("composer", new RegExp(`^Of two tabs, ${SECRET}\\.$`));
  await isKept(composer());
  await anna.click("composer-save");
  await anna.at("timeline-entry").getByText("Of two tabs", { exact: false }).waitFor();
  await anna.inputIs("composer", /^$/);
  await gone("draft-kept");
  await anna.page.close();
  anna.page = first;
  await anna.inputIs("composer", /^$/);
  await reload();
  await anna.see("timeline-entry");
  await anna.inputIs("composer", /^$/);
});

step("what is saved in one tab takes nothing with it that was typed in another", async () => {
  const first = anna.page;
  await anna.fill("composer", "Written twice.");
  await rest();
  const second = await anna.context.newPage();
  anna.page = second;
  anna.watch(second);
  await second.goto(first.url());
  await anna.inputIs("composer", /^Written twice\.$/);
  await anna.fill("composer", "Written twice. And more.");
  await rest();
  anna.page = first;
  await anna.click("composer-save");
  await anna.at("timeline-entry").getByText("Written twice.", { exact: true }).waitFor();
  await anna.inputIs("composer", /^$/);
  anna.page = second;
  await anna.at("timeline-entry").getByText("Written twice.", { exact: true }).waitFor();
  await anna.inputIs("composer", /^Written twice\. And more\.$/);
  // Both begin a new person; the second left the form before the first saves.
  anna.page = first;
  await begin();
  await anna.fill("given", "Hanna");
  await anna.fill("family", "Huber");
  await rest();
  anna.page = second;
  await begin();
  await anna.fill("given", "Berta");
  await rest();
  await leave();
  anna.page = first;
  await anna.click("create-record");
  await gone("new-record-dialog");
  await rest();
  anna.page = second;
  await begin();
  await anna.inputIs("given", /^Berta$/);
  await leave();
  await second.close();
  anna.page = first;
  // The disk has both as well.
  await reload();
  await begin();
  await anna.inputIs("given", /^Berta$/);
  await isKept(form());
  await anna.click("cancel-record");
  await gone("new-record-dialog");
  await anna.openPerson("ada");
  await anna.inputIs("composer", /^Written twice\. And more\.$/);
  await anna.fill("composer", "");
  await gone("draft-kept");
});

step("when a call was is kept with what was said of it, put aside with it, and saved with it", async () => {
  const length = () => composer().locator(".noted-when select");
  await anna.click("log-call");
  await anna.fill("composer", "About the lease.");
  await anna.click("when-open");
  await anna.fill("noted-at", "2024-05-03T10:30");
  await length().selectOption("90");
  await rest();
  await reload();
  await anna.inputIs("noted-at", /^2024-05-03T10:30$/);
  await settles(() => length().inputValue(), "90");
  await anna.click("draft-anew");
  await anna.see("when-open");
  await anna.click("draft-anew");
  await anna.inputIs("noted-at", /^2024-05-03T10:30$/);
  await anna.click("composer-save");
  const entry = anna.at("timeline-entry").filter({ hasText: "About the lease." });
  await entry.waitFor();
  assert.equal(await entry.locator("time").getAttribute("title"), "3 May 2024, 10:30");
  await anna.see("when-open");
  await anna.click("log-note");
});

step("a draft that comes back beneath what was written meanwhile leaves alone its type and its time", async () => {
  await anna.click("log-call");
  await anna.fill("composer", "Rang about the roof.");
  await anna.click("when-open");
  await anna.fill("noted-at", "2024-05-03T10:30");
  await rest();
  await reload();
  await anna.inputIs("noted-at", /^2024-05-03T10:30$/);
  await anna.click("draft-anew");
  await anna.inputIs("composer", /^$/);
  await anna.click("log-meeting");
  await anna.fill("composer", "Met on site.");
  await anna.click("when-open");
  await anna.fill("noted-at", "2024-06-04T09:00");
  await anna.click("draft-anew");
  await anna.inputIs("composer", /^Met on site\.\n\nRang about the roof\.$/);
  await anna.inputIs("noted-at", /^2024-06-04T09:00$/);
  assert.equal(await anna.at("log-meeting").getAttribute("aria-pressed"), "true");
  await anna.click("when-reset");
  await anna.fill("composer", "");
  await gone("draft-kept");
});

step("no other time is saved than the one that stands there, and the focus is never lost", async () => {
  const entry = anna.at("timeline-entry").filter({ hasText: "Asked for the keys." });
  const focused = (name) => anna.page.locator(`[data-testid="${name}"]:focus`).waitFor();
  await anna.click("log-call");
  await anna.fill("composer", "Asked for the keys.");
  await anna.click("when-open");
  await anna.fill("noted-at", "2024-05-03T10:30");
  // As of who types two digits of a year: the browser leads there and says what is wrong.
  await anna.fill("noted-at", "0026-05-03T10:30");
  await anna.click("composer-save");
  await focused("noted-at");
  await anna.at("composer").press("Control+Enter");
  await focused("noted-at");
  await anna.answered();
  assert.equal(await entry.count(), 0);
  await anna.inputIs("noted-at", /^0026-05-03T10:30$/);
  // Emptied it is now, also by Enter in it.
  await anna.fill("noted-at", "");
  await anna.at("noted-at").press("Enter");
  await entry.waitFor();
  assert.doesNotMatch(await entry.locator("time").getAttribute("title"), /2024/);
  await focused("composer");
  await anna.click("when-open");
  await focused("noted-at");
  await anna.fill("noted-at", "");
  await composer().locator(".noted-when select").focus();
  await focused("when-open");
  await anna.click("log-note");
});

step("a note is put aside and brought back; one that is left aside, or a form that is given up, does not come back", async () => {
  await anna.fill("composer", "Half a thought.");
  await rest();
  await reload();
  await isKept(composer());
  await anna.click("draft-anew");
  await anna.inputIs("composer", /^$/);
  await anna.at("draft-kept").getByText("Your draft is put aside.").waitFor();
  await anna.fill("composer", "Another.");
  await anna.click("draft-anew");
  await anna.inputIs("composer", /^Another\.\n\nHalf a thought\.$/);
  await anna.click("draft-anew");
  await anna.inputIs("composer", /^$/);
  await begin();
  await anna.fill("given", "Dora");
  await rest();
  await anna.click("cancel-record");
  await gone("new-record-dialog");
  await reload();
  await begin();
  await anna.inputIs("given", /^$/);
  await leave();
  await anna.openPerson("ada");
  await anna.inputIs("composer", /^$/);
  assert.equal(await anna.at("draft-kept").count(), 0);
});

step("what was begun about somebody goes with them", async () => {
  await anna.openPerson("ben@example");
  await anna.fill("composer", "He will be deleted.");
  await rest();
  await anna.openPerson("ada");
  await anna.openPerson("ben@example");
  await anna.inputIs("composer", /deleted/);
  await anna.click("record-menu");
  await anna.click("delete-record");
  await anna.at("toast").getByText("deleted", { exact: false }).waitFor();
  await anna.click("undo");
  await anna.synced();
  await reload();
  await anna.openPerson("ben@example");
  await anna.inputIs("composer", /^$/);
  assert.deepEqual(anna.errors, []);
});
