// The account's life in real browsers: another password, a new kit, a second device that is told, locking with nothing left
// on the page, a lost device, forgetting and deleting.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Person, PHONE, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says } from "./lib/until.mjs";

const OLD = "violin-harbour-nine-meadows-quartz";
const NEW = "granite-otter-willow-compass-fern";
const JOB_TITLE = 10;
const PLANTED = { vault: "Zwyrtek & Partner", owner: "Quorlis", given: "Ombrelyth", family: "Tarnacle", typed: "Wherrywright" };

let server, anna, other, ben;
const step = steps(() => ({ anna, other, ben }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  other = await Person.open(server.origin, PHONE);
});

after(async () => {
  await ben?.dispose();
  await other?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

// Everything that a page shows or keeps where a page can keep it.
async function everything(person) {
  return person.page.evaluate(() => {
    const inputs = [...document.querySelectorAll("input, textarea, select")].map((input) => input.value);
    const kept = [localStorage, sessionStorage].map((storage) => JSON.stringify({ ...storage }));
    return [document.documentElement.outerHTML, document.title, location.href, JSON.stringify(history.state), ...inputs, ...kept].join("\n");
  });
}

async function nothingIsLeft(person) {
  const all = await everything(person);
  for (const word of [...Object.values(PLANTED), OLD, NEW]) assert.ok(!all.includes(word), `${word} is still on the page`);
}

// The worker's clock moves on by so many minutes.
async function later(person, minutes) {
  await person.page.workers()[0].evaluate((ahead) => {
    const real = Date.now;
    Date.now = () => real() + ahead;
  }, minutes * 60_000);
}

step("two devices of one account, and a reminder that only one owns the vault", async () => {
  await anna.signUp(server.signUpLink, "anna@example.org", OLD);
  await anna.createVault(PLANTED.vault, PLANTED.owner);
  const card = `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${PLANTED.given} ${PLANTED.family}\r\nN:${PLANTED.family};${PLANTED.given};;;\r\nTITLE:${PLANTED.typed}\r\nEND:VCARD\r\n`;
  await anna.importFiles([{ name: "one.vcf", mimeType: "text/vcard", buffer: Buffer.from(card) }]);
  await anna.click("import-run");
  await anna.walk("people");
  await anna.countIs(1);
  await anna.synced();
  assert.equal(await anna.at("recovery-open").count(), 0, "whoever begins hears nothing of it");
  await anna.lock();
  await anna.unlock();
  const line = await anna.box(anna.at("recovery-open"));
  assert.ok(line.height < 50, `one line, not ${line.height} px`);
  await anna.picture("lone-owner");
  await anna.click("recovery-open");
  await anna.click("recovery-make");
  const code = await (await anna.see("recovery-code")).getAttribute("data-code");
  assert.match(code, /^([0-9A-Z]{5}-){5}[0-9A-Z]{5}$/);
  assert.match(await anna.at("recovery-link").inputValue(), /\/i#/);
  await anna.picture("recovery-sheet");
  await anna.page.keyboard.press("Escape");
  await anna.click("owner-later");
  await anna.at("owner-later").waitFor({ state: "detached" });

  Object.assign(other, { name: anna.name, secretKey: anna.secretKey, password: OLD });
  await other.signIn();
  await other.see("day", 30_000);
  await other.walk("people");
  await other.see("grid", 30_000);
});

step("another password: the other device locks, is told, and goes on with the new one", async () => {
  await anna.walk("settings");
  await anna.see("sessions");
  await anna.picture("account-settings");
  await anna.click("password-open");
  await anna.fill("current-password", "not-the-password-at-all");
  await anna.fill("new-password", NEW);
  await anna.click("change-password");
  assert.match(await (await anna.see("problem")).innerText(), /not your password/);
  await anna.picture("change-password");
  await anna.fill("current-password", OLD);
  await anna.click("change-password");
  await anna.at("password-dialog").waitFor({ state: "detached" });
  await says(anna.page.locator("body"), /password is changed/);
  anna.password = NEW;
  await anna.walk("people");
  await anna.synced();

  await other.see("why-locked", 90_000);
  await says(other.page.locator("body"), /signed out[\s\S]*the new one/);
  await nothingIsLeft(other);
  await other.picture("signed-out-phone");
  await other.unlock(OLD);
  await other.see("grid", 30_000);
  await (await other.see("adopt-open", 30_000)).click();
  await other.see("adopt-dialog");
  await other.picture("adopt-phone");
  await other.page.locator('dialog [data-testid="password"]').fill(NEW);
  await other.click("adopt");
  await other.at("adopt-dialog").waitFor({ state: "detached" });
  await other.at("adopt-open").waitFor({ state: "detached", timeout: 30_000 });
});

step("a new kit: printed and retyped before anything changes", async () => {
  await anna.walk("settings");
  await anna.click("new-kit-open");
  await anna.fill("current-password", NEW);
  await anna.click("draw-kit");
  const key = await (await anna.see("secret-key")).getAttribute("data-key");
  assert.notEqual(key, anna.secretKey);
  await anna.picture("new-kit");
  // On paper: the kit alone, and nothing of the page behind it or of the dialog around it.
  await anna.page.emulateMedia({ media: "print" });
  const printed = await anna.page.evaluate(() => document.body.innerText);
  assert.match(printed, /^Tacit · Emergency kit/);
  assert.ok(key.split("-").every((group) => printed.includes(group)), "with the whole key");
  assert.doesNotMatch(printed, /Settings|Print|Copy|new kit/);
  await anna.page.emulateMedia({ media: null });
  await anna.click("new-kit-next");
  await anna.fill("retype", anna.secretKey.split("-")[5]);
  await anna.click("use-kit");
  assert.match(await (await anna.see("problem")).innerText(), /not the group/);
  await anna.fill("retype", key.split("-")[5]);
  await anna.click("use-kit");
  await anna.at("new-kit-dialog").waitFor({ state: "detached", timeout: 30_000 });
  anna.secretKey = key;
  await anna.walk("people");
  await anna.synced();
  await anna.page.reload();
  await anna.unlock();
  await anna.see("grid");
});

step("nobody there: the page empties itself and the keys are dropped", async () => {
  await anna.openPerson(PLANTED.family);
  await anna.textIs(JOB_TITLE, PLANTED.typed);
  assert.ok((await everything(anna)).includes(PLANTED.typed), "the search can find");
  // An edit is open, and something is searched for in a second tab.
  await anna.field(JOB_TITLE).locator("input").first().focus();
  await later(anna, 16);
  await anna.see("why-locked", 30_000);
  await nothingIsLeft(anna);
  await anna.picture("locked-idle");
  await anna.unlock();
  await anna.see("record");
  await anna.page.keyboard.press("Control+Shift+L");
  await anna.see("unlock");
  await nothingIsLeft(anna);
  await anna.click("lost-open");
  await anna.see("lost-dialog");
  await anna.picture("lost-locked");
  await anna.page.keyboard.press("Escape");
  await anna.unlock();
  await anna.see("record");
});

step("a lost device: what to do, in order, with the buttons", async () => {
  await anna.walk("settings");
  await anna.click("lost-link");
  await anna.see("lost");
  await says(anna.at("lost"), new RegExp(`${PLANTED.vault}[\\s\\S]*only owner`));
  await anna.pictures("lost");
  await anna.page.setViewportSize(PHONE.viewport);
  const overflow = await anna.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await anna.page.goBack();
  await anna.see("settings");
  await anna.picture("settings-phone");
  await anna.page.setViewportSize(WIDE.viewport);
});

step("forgetting a device leaves nothing on it", async () => {
  await other.page.reload();
  await other.see("unlock");
  await other.click("forget");
  await other.click("forget-confirm");
  await other.see("go-sign-in", 30_000);
  const left = await other.page.evaluate(async () => {
    const files = [];
    for await (const name of (await navigator.storage.getDirectory()).keys()) files.push(name);
    const databases = (await indexedDB.databases()).map((database) => database.name);
    return { files: files.filter((name) => name !== "tacit"), databases, local: localStorage.length };
  });
  assert.deepEqual(left, { files: [], databases: [], local: 0 });
});

step("deleting an account: never the only owner's, and then really", async () => {
  await anna.walk("settings");
  await anna.click("delete-open");
  await anna.page.locator('dialog [data-testid="password"]').fill(NEW);
  await anna.click("delete-confirm");
  assert.match(await (await anna.see("problem")).innerText(), new RegExp(`only owner of ${PLANTED.vault}`));
  await anna.picture("delete-refused");
  await anna.page.keyboard.press("Escape");

  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben", OLD);
  await ben.click("join");
  await ben.see("day", 30_000);
  await ben.synced();
  await ben.walk("settings");
  await ben.click("delete-open");
  await ben.page.locator('dialog [data-testid="password"]').fill(OLD);
  await ben.click("delete-confirm");
  await ben.see("go-sign-in", 30_000);
  await ben.signIn();
  assert.match(await (await ben.see("problem")).innerText(), /did not open/);
});

step("no page complained", async () => {
  for (const person of [anna, other, ben]) assert.deepEqual(person.errors, []);
});
