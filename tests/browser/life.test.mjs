// A record's past and a vault's life, as people see them: versions and restoring, the trash, erasing for good; rules and
// roles, several vaults, leaving, deleting. Two browsers against the real server.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const JOB_TITLE = 10;

let server, anna, ben;

// Each step stands on the ones before: after a failure the others would only wait for what cannot come.
const step = steps(() => ({ anna, ben }));

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
  await person.see("version");
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
  await ben.see("day", 30_000);
  await ben.walk("people");
  await ben.openPerson("Quandt");
  await ben.setText(JOB_TITLE, "Partner");
  await ben.synced();

  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Partner");
  await openHistory(anna);
  const newest = anna.at("version").first();
  await says(newest, /Ben Tal/, "by the signature, not by what a record says");
  await says(newest, /Job title[\s\S]*Notary[\s\S]*Partner/);
  await anna.pictures("life-history");
  const before = await versions(anna);
  await anna.at("restore").first().click();
  await anna.textIs(JOB_TITLE, "Notary");
  await anna.synced();
  await ben.textIs(JOB_TITLE, "Notary");
  await openHistory(anna);
  await settles(() => versions(anna), before + 1, "a version of its own");
  // The one before Ben's is what stands now again; each other one tells what is different.
  const old = anna.at("version").nth(2);
  await old.getByTestId("compare-now").click();
  await old.getByText("All that is shown is as it is now.").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.setText(JOB_TITLE, "Judge");
  await anna.synced();
  await openHistory(anna);
  const bens = anna.at("version").nth(2);
  await says(bens, /Ben Tal/);
  await bens.getByTestId("compare-now").click();
  await says(bens.getByTestId("since"), /Job title[\s\S]*Partner[\s\S]*Judge/);
  await anna.pictures("history-compared");
  // Any two are compared, and each of them comes back, which Undo takes away again.
  const dialog = anna.at("history-dialog");
  await anna.click("compare-two");
  await dialog.getByTestId("compared").filter({ hasText: /Job title[\s\S]*Notary[\s\S]*Judge/ }).waitFor();
  const number = await bens.getAttribute("data-version");
  await dialog.getByRole("combobox", { name: "Compared with" }).selectOption(number);
  await dialog.getByTestId("compared").filter({ hasText: /Job title[\s\S]*Partner[\s\S]*Judge/ }).waitFor();
  await anna.pictures("history-two");
  assert.equal(await dialog.getByTestId("compare-restore").count(), 1, "how things are now needs no way back");
  await dialog.getByRole("button", { name: `Restore version ${number}` }).click();
  await gone(anna, "history-dialog");
  await anna.textIs(JOB_TITLE, "Partner");
  await anna.click("undo");
  await anna.textIs(JOB_TITLE, "Judge");
  await anna.at("undo").getByText("Redo").waitFor();
  await anna.setText(JOB_TITLE, "Notary");
  // Something new was done: the message stays, and offers nothing that could not be done any more.
  await anna.page.locator('[data-testid="toast"]:not(:has([data-testid="undo"]))', { hasText: "Taken back" }).waitFor();
  await anna.synced();
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
  await anna.page.keyboard.press("x");
  const row = anna.page.locator('[data-testid="trash-row"][data-name="Vera Quandt"]');
  await row.waitFor();
  await says(row, /Person[\s\S]*deleted .* by Ben Tal/);
  await anna.pictures("life-trash");
  await row.locator('[data-testid="trash-restore"]').click();
  await anna.synced();
  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Notary");
});

step("after a reload nothing is left to undo, and the page says where earlier things are", async () => {
  await anna.page.reload();
  await anna.unlock();
  await anna.see("sync", 30_000);
  await anna.page.locator("h1").first().waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.at("toast").getByText("a record’s History and in the Trash", { exact: false }).waitFor();
});

step("trash: several are chosen, come back at once, and one Undo takes them away again", async () => {
  const names = ["Lista Eins", "Lista Zwei", "Lista Drei"];
  for (const name of names) await addPerson(anna, ...name.split(" "));
  await anna.synced();
  for (const name of names) {
    await anna.openPerson(name);
    await anna.click("record-menu");
    await anna.click("delete-record");
    await gone(anna, "record");
  }
  await anna.synced();
  await anna.walk("trash");
  const row = (name) => anna.page.locator(`[data-testid="trash-row"][data-name="${name}"]`);
  await row(names[2]).waitFor();
  assert.equal(await anna.at("trash-restore-several").count(), 0, "nothing is chosen");
  await anna.fill("trash-find", "zwei");
  await settles(() => anna.at("trash-row").count(), 1);
  await anna.at("trash-all").check();
  await anna.at("trash-actions").getByText("1 chosen").waitFor();
  await anna.fill("trash-find", "nobody at all");
  await anna.at("empty").getByText("Nothing in the trash has that name").waitFor();
  await anna.fill("trash-find", "");
  await settles(() => anna.at("trash-row").count(), 3);
  assert.equal(await anna.at("trash-restore-several").count(), 0, "what was out of sight is not chosen any more");
  await anna.at("trash-all").check();
  await anna.at("trash-actions").getByText("3 chosen").waitFor();
  assert.equal(await anna.at("trash-erase-several").count(), 0, "people are erased on a page of their own");
  await row(names[0]).getByTestId("trash-tick").uncheck();
  await anna.at("trash-actions").getByText("2 chosen").waitFor();
  assert.equal(await anna.at("trash-all").isChecked(), false);
  await anna.pictures("trash-several");
  await anna.click("trash-restore-several");
  await row(names[2]).waitFor({ state: "detached" });
  await row(names[0]).waitFor();
  await settles(() => anna.at("trash-row").count(), 1);
  await anna.synced();
  await anna.click("undo");
  await anna.synced();
  await row(names[2]).waitFor();
  await settles(() => anna.at("trash-row").count(), 3);
  await anna.at("trash-all").check();
  await anna.click("trash-restore-several");
  await anna.see("empty");
  await anna.synced();
});

step("erase for good: asked about plainly, and gone everywhere", async () => {
  await addPerson(anna, "Doomed", "Entry");
  await anna.setText(JOB_TITLE, "Zwyrtek-Secret");
  await anna.synced();
  await ben.openPerson("Doomed");
  await anna.click("record-menu");
  await anna.click("erase-record");
  await anna.at("erase-page").getByText("cannot be undone", { exact: false }).waitFor();
  const words = await (await anna.see("erase-page")).innerText();
  assert.match(words, /backups[\s\S]*cannot be undone/);
  await anna.pictures("life-erase");
  await anna.fill("erase-typed", "Doomed Entry");
  await anna.click("erase-confirm");
  await anna.page.locator('[data-testid="erasure"][data-stage="Gone"]').waitFor();
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

step("rules and roles: switched by an owner, and a question before another owner is made", async () => {
  await anna.walk("members");
  await anna.see("rules");
  await anna.click("rule-purge");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="rule-purge"]').checked);
  await anna.pictures("life-members");
  await ben.openPerson("Quandt");
  await ben.click("record-menu");
  await ben.see("erase-record");
  await ben.page.keyboard.press("Escape");
  await ben.walk("members");
  await ben.see("rule-purge");
  await settles(() => ben.at("rule-purge").isDisabled(), true, "owners set these");

  const row = anna.page.locator('[data-testid="member"][data-name="Ben Tal"]');
  await row.locator('[data-testid="member-menu"]').click();
  await anna.picture("life-roles");
  await anna.page.locator('.menu [role="menuitemradio"]', { hasText: "Owner" }).click();
  assert.match(await (await anna.see("role-dialog")).innerText(), /Make Ben Tal an owner\?/);
  await anna.pictures("life-owner");
  await anna.click("role-confirm");
  await gone(anna, "role-dialog");
  await row.locator("text=Owner").waitFor();
  // Whose role it is hears it in so many words, and what it lets them do.
  const told = await ben.see("member-changes", 60_000);
  await says(told, /Anna Berg made you an owner\. You may now do everything/);
  await ben.pictures("life-made-owner");
  await ben.click("saw-members");
  await told.waitFor({ state: "detached" });
});

step("new names, of a member and of the vault, are there at once, and taken back by Undo", async () => {
  await anna.at("member").filter({ hasText: "Ben Tal" }).getByTestId("member-menu").click();
  await anna.page.getByRole("menuitem", { name: "Rename" }).click();
  await anna.page.getByRole("dialog").getByLabel("Name", { exact: true }).fill("Benjamin Tal");
  await anna.page.keyboard.press("Enter");
  await anna.page.locator('[data-testid="member"][data-name="Benjamin Tal"]').waitFor();
  await anna.click("undo");
  await anna.page.locator('[data-testid="member"][data-name="Ben Tal"]').waitFor();

  await anna.walk("settings");
  await anna.fill("vault-name", "Berg und Tal");
  await anna.page.keyboard.press("Enter");
  await anna.at("vault-switcher").getByText("Berg und Tal").waitFor();
  await anna.at("undo").first().click();
  await anna.at("vault-switcher").getByText("Kanzlei Berg").waitFor();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="vault-name"]').value === "Kanzlei Berg");
});

step("several vaults: each for itself, switched by keyboard", async () => {
  await anna.openPerson("Quandt");
  await anna.click("vault-switcher");
  await anna.page.locator(".menu button", { hasText: "New vault" }).click();
  await anna.fill("vault-name", "Second");
  await anna.fill("my-name", "Anna");
  await anna.click("create-vault");
  await anna.page.waitForFunction(() => /Second/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  await anna.see("first-steps");
  assert.equal(new URL(anna.page.url()).pathname, "/day", "no record's address of the other vault");
  assert.doesNotMatch(await body(anna), /Quandt/);
  await anna.page.keyboard.press("g");
  await anna.page.keyboard.press("v");
  await anna.page.locator(".menu").first().waitFor();
  await anna.picture("life-switcher");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => /Kanzlei/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  await anna.see("day");
  await anna.walk("people");
  await anna.see("grid");
  await anna.search("Quandt");
  await anna.countIs(1);
});

step("leaving: said and signed, and one press by a colleague", async () => {
  await ben.walk("settings");
  await ben.pictures("life-settings");
  await ben.click("leave-vault");
  assert.match(await (await ben.see("leave-dialog")).innerText(), /You sign that you leave/);
  await ben.pictures("life-leave");
  await ben.click("leave-confirm");
  await ben.page.locator("text=You left this vault").first().waitFor();
  await ben.openPerson("Quandt");
  await ben.picture("life-left");
  await anna.walk("members");
  await anna.see("leaving", 30_000);
  await anna.pictures("life-leaving");
  await anna.click("leaving-remove");
  await gone(anna, "leaving");
  await anna.page.locator('[data-testid="member"][data-name="Ben Tal"]').waitFor({ state: "detached" });
  // The only owner is told what to do first.
  await anna.walk("settings");
  await anna.see("hand-over");
  await ben.walk("settings");
  await ben.click("forget-vault");
  await ben.click("forget-vault-confirm");
  await ben.see("vault-name");
});

step("deleting: the name typed, final, readable here until it is removed", async () => {
  await anna.click("delete-vault");
  await anna.see("delete-dialog");
  assert.equal(await anna.at("delete-confirm").isDisabled(), true);
  await anna.fill("delete-name", "Kanzlei Berg");
  await anna.pictures("life-delete");
  await anna.click("delete-confirm");
  await anna.page.locator("text=deleted this vault").first().waitFor();
  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Notary");
  await anna.pictures("life-deleted");
  await anna.goto("/settings");
  await anna.unlock();
  await anna.see("settings");
  await anna.page.waitForFunction(() => /Second/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  assert.deepEqual(anna.errors, []);
  assert.deepEqual(ben.errors, []);
});
