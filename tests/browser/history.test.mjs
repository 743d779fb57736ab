// A record's past, as people see it: versions and restoring, the trash, erasing for good. Two browsers against the real
// server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const JOB_TITLE = 10;
const PHONE = { width: 390, height: 844 };
const WIDE = { width: 1380, height: 870 };

let server, anna, ben;
let stopped;

// Each step stands on the ones before: after a failure the others would only wait for what cannot come.
const step = (name, run) =>
  test(name, { timeout: 180_000 }, async () => {
    assert.equal(stopped, undefined, "an earlier step failed");
    try {
      await run();
    } catch (error) {
      stopped = name;
      await anna?.picture("life-failed-anna").catch(() => {});
      await ben?.picture("life-failed-ben").catch(() => {});
      throw error;
    }
  });

// The same moment wide, on a phone, and in the dark.
async function pictures(person, name) {
  await person.picture(`life-${name}`);
  await person.page.setViewportSize(PHONE);
  await person.picture(`life-${name}-phone`);
  await person.page.setViewportSize(WIDE);
  await person.page.emulateMedia({ colorScheme: "dark" });
  await person.picture(`life-${name}-dark`);
  await person.page.emulateMedia({ colorScheme: "light" });
}

const body = (person) => person.page.innerText("body");
const versions = (person) => person.at("version").count();
const gone = (person, name) => person.at(name).first().waitFor({ state: "detached" });

async function addPerson(person, given, family) {
  await person.walk("people");
  // An empty vault offers it in the middle of the page, any other above the list.
  await person.page.locator('[data-testid="new-record"], [data-testid="empty-add"]').first().click();
  await person.fill("given", given);
  await person.fill("family", family);
  await person.click("create-record");
  await person.see("record");
}

async function openHistory(person) {
  await person.click("record-menu");
  await person.click("record-history");
  await person.see("versions");
}

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.signUp(server.signUpLink, "anna", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
});

after(async () => {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

step("history: who signed which version, what changed, and back to an older one", async () => {
  await addPerson(anna, "Vera", "Quandt");
  await anna.setText(JOB_TITLE, "Notary");
  await anna.synced();
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben Tal");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben", undefined);
  await ben.click("join");
  await ben.see("grid", 30_000);
  await ben.openPerson("Quandt");
  await ben.setText(JOB_TITLE, "Partner");
  await ben.synced();

  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Partner");
  await openHistory(anna);
  const newest = anna.at("version").first();
  assert.match(await newest.innerText(), /Ben Tal/, "by the signature, not by what a record says");
  assert.match(await newest.innerText(), /Job title[\s\S]*Notary[\s\S]*Partner/);
  await pictures(anna, "history");
  const before = await versions(anna);
  await anna.at("restore").first().click();
  await anna.textIs(JOB_TITLE, "Notary");
  await anna.synced();
  await ben.textIs(JOB_TITLE, "Notary");
  await openHistory(anna);
  assert.equal(await versions(anna), before + 1, "a version of its own");
  await anna.page.keyboard.press("Escape");
});

step("history offline says that it needs the server", async () => {
  await anna.context.setOffline(true);
  await anna.click("record-menu");
  await anna.click("record-history");
  const problem = anna.at("history-dialog").locator('[data-testid="problem"]');
  await problem.waitFor({ timeout: 30_000 });
  assert.match(await problem.innerText(), /cannot be reached/);
  await anna.picture("life-history-offline");
  await anna.context.setOffline(false);
  await anna.page.keyboard.press("Escape");
});

step("trash: deleted by one, restored by the other", async () => {
  await ben.click("record-menu");
  assert.equal(await ben.at("erase-record").count(), 0, "editors do not erase");
  await ben.click("delete-record");
  await ben.synced();
  await anna.page.keyboard.press("g");
  await anna.page.keyboard.press("t");
  const row = anna.page.locator('[data-testid="trash-row"][data-name="Vera Quandt"]');
  await row.waitFor();
  assert.match(await row.innerText(), /Deleted .* by Ben Tal/);
  await pictures(anna, "trash");
  await row.locator('[data-testid="trash-restore"]').click();
  await anna.synced();
  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Notary");
});

step("erase for good: asked about plainly, and gone everywhere", async () => {
  await addPerson(anna, "Doomed", "Entry");
  await anna.setText(JOB_TITLE, "Zwyrtek-Secret");
  await anna.synced();
  await ben.openPerson("Doomed");
  await anna.click("record-menu");
  await anna.click("erase-record");
  const words = await (await anna.see("erase-dialog")).innerText();
  assert.match(words, /Erase Doomed Entry for good\?/);
  assert.match(words, /backups[\s\S]*cannot be undone/);
  await pictures(anna, "erase");
  await anna.click("erase-confirm");
  await gone(anna, "erase-dialog");
  await anna.synced();
  await ben.page.locator("text=This record is no longer here").waitFor();
  await anna.walk("people");
  await anna.search("Doomed");
  await anna.countIs(0);
  await anna.search("");
  await anna.walk("trash");
  await anna.see("empty");
  await anna.picture("life-trash-empty");
});
