// A second browser without the Secret Key: linked from the open one by a number and four typed words, it writes at once.
// Then a passkey unlocks it, until the user takes the passkey away.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { found } from "./lib/blind.mjs";
import { PHONE, Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const DARK = { colorScheme: "dark" };

let server, anna, phone, third;
const step = steps(() => ({ anna, phone, third }));

before(async () => {
  server = await Server.start({ host: "localhost" });
  anna = await Person.open(server.origin);
  phone = await Person.open(server.origin, PHONE);
  third = await Person.open(server.origin, DARK);
});

after(async () => {
  await third?.dispose();
  await phone?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

// The new device's number, once it shows one.
async function numberOf(person) {
  await person.page.waitForFunction(() => /^\d{4} \d{4}$/.test(document.querySelector('[data-testid="link-number"]')?.innerText ?? ""));
  return person.at("link-number").innerText();
}

async function wordsOf(person) {
  await person.see("link-words");
  return person.page.locator('[data-testid="link-words"] li').allInnerTexts();
}

// Types words as people do: a few letters, then Space takes what is offered.
async function typeWords(person, words) {
  for (const [at, word] of words.entries()) {
    const field = await person.see(`link-word-${at + 1}`);
    await field.focus();
    await person.page.keyboard.type(word.slice(0, 4));
    if (at === 1) await person.picture("link-typing");
    await person.page.keyboard.press("Space");
    await settles(() => field.inputValue(), word, "completed from the list");
  }
}

async function openDialog(person) {
  await person.walk("settings");
  await (await person.see("link-device")).click();
  await person.see("link-dialog");
}

// The number goes from the new device into the dialog of the open one.
async function answer(known, number) {
  await known.page.locator('[data-testid="link-dialog"] [data-testid="link-number"]').fill(number);
  await known.click("link-continue");
}

step("an account with a vault, open on one browser", async () => {
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna");
  await anna.synced();
});

step("a wrong number and a wrong word are refused in words, and nothing opens", async () => {
  await phone.goto("/");
  await (await phone.see("go-link")).click();
  const number = await numberOf(phone);
  await phone.picture("link-number-phone");
  await openDialog(anna);
  await anna.picture("link-dialog");
  await answer(anna, number.startsWith("0") ? "1111 2222" : "0000 0000");
  assert.match(await (await anna.see("problem")).innerText(), /No device waits under this number/);
  await answer(anna, number);
  const words = await wordsOf(phone);
  assert.equal(words.length, 4);
  assert.ok(words.every((word) => /^[a-z]{3,8}$/.test(word)), "the open browser shows none, this one does");
  await anna.see("link-word-1");
  assert.ok(!(await anna.page.innerText("body")).includes(words.join(" ")), "the open one never shows them");
  await typeWords(anna, [words[1], words[0], words[3], words[2]].map((word, at) => (words[at] === word ? "zoo" : word)));
  await anna.click("link-check");
  const problem = await anna.see("problem");
  assert.match(await problem.innerText(), /not the words[\s\S]*Nothing was handed over/);
  await anna.picture("link-refused");
  // The user of the new one says what he saw there.
  await phone.click("link-no");
  await says(phone.page.locator("main"), /Nothing was opened here/);
  await phone.picture("link-refused-phone");
});

step("the right words link the phone, which writes at once", async () => {
  await phone.click("link-again");
  await answer(anna, await numberOf(phone));
  const words = await wordsOf(phone);
  await phone.picture("link-words-phone");
  await typeWords(anna, words);
  await anna.click("link-check");
  await anna.see("link-accepted");
  await anna.picture("link-accepted");
  await anna.click("link-done");
  await phone.click("link-yes");
  await (await phone.see("password")).fill("not the password");
  await phone.click("link-finish");
  assert.match(await (await phone.see("problem")).innerText(), /does not open your account/);
  await phone.fill("password", PASSWORD);
  await phone.picture("link-password-phone");
  await phone.click("link-finish");
  await phone.see("day", 30_000);
  await phone.walk("people");
  await phone.see("empty");
  assert.equal(await phone.at("compare-words").count(), 0, "nobody has to vouch for it any more");
  Object.assign(phone, { name: "anna@example.org", password: PASSWORD });
  await phone.click("empty-add");
  await (await phone.see("given")).fill("Ombrelyth");
  await phone.click("create-record");
  await phone.synced();
  await phone.picture("link-linked-phone");
  await anna.walk("people");
  await anna.countIs(1);
});

step("a wide and dark browser is linked likewise, pasting the words", async () => {
  await third.goto("/");
  await third.picture("link-welcome-dark");
  await (await third.see("go-link")).click();
  const number = await numberOf(third);
  await third.picture("link-number-dark");
  await openDialog(anna);
  await answer(anna, number.replace(" ", ""));
  const words = await wordsOf(third);
  await third.picture("link-words-dark");
  await (await anna.see("link-word-1")).fill(words.join(" "));
  await anna.click("link-check");
  await anna.click("link-done");
  await third.click("link-yes");
  await (await third.see("password")).fill(PASSWORD);
  await third.click("link-finish");
  await third.see("day", 30_000);
  await third.walk("people");
  await third.countIs(1, 30_000);
  Object.assign(third, { name: "anna@example.org", password: PASSWORD });
  await third.walk("settings");
  await third.page.waitForFunction(() => document.querySelectorAll('[data-testid="sessions"] > li').length === 3);
  await third.picture("link-settings-dark");
});

step("a passkey unlocks the browser without the password, and works offline", async () => {
  const cdp = await third.context.newCDPSession(third.page);
  await cdp.send("WebAuthn.enable");
  const options = {
    protocol: "ctap2",
    ctap2Version: "ctap2_1",
    transport: "internal",
    hasResidentKey: true,
    hasUserVerification: true,
    hasPrf: true,
    isUserVerified: true,
    automaticPresenceSimulation: true,
  };
  const { authenticatorId } = await cdp.send("WebAuthn.addVirtualAuthenticator", { options });
  await third.walk("people");
  await third.walk("settings");
  await (await third.see("passkey-set-up")).click();
  await (await third.see("password")).fill("not the password");
  await third.picture("passkey-dialog-dark");
  await third.click("passkey-continue");
  assert.match(await (await third.see("problem")).innerText(), /not your password/);
  await third.fill("password", PASSWORD);
  await third.click("passkey-continue");
  await third.see("passkey-remove");
  const { credentials } = await cdp.send("WebAuthn.getCredentials", { authenticatorId });
  assert.equal(credentials.length, 1, "a mistyped password makes no second passkey");
  assert.doesNotMatch(JSON.stringify(credentials), /anna/, "who keeps passkeys does not learn the name");
  await third.picture("passkey-settings-dark");

  await third.context.setOffline(true);
  await third.lock();
  await (await third.see("unlock-passkey")).click();
  await third.see("sync");
  await third.context.setOffline(false);
  await third.lock();
  await third.see("unlock-passkey");
  await third.picture("passkey-unlock-dark");

  // Another authenticator has no such passkey: said in words, and the password works.
  await cdp.send("WebAuthn.removeCredential", { authenticatorId, credentialId: credentials[0].credentialId });
  await third.click("unlock-passkey");
  assert.match(await (await third.see("problem", 30_000)).innerText(), /did not give the passkey/);
  await third.unlock();
  await third.see("sync");
  await third.walk("settings");
  await (await third.see("passkey-remove")).click();
  await third.see("passkey-set-up");
});

step("nothing secret went over the line, and no page complained", async () => {
  const up = Buffer.concat(server.tap.up);
  assert.deepEqual(found(up, [anna.secretKey, PASSWORD, "Ombrelyth", "Kanzlei Berg"]), []);
  for (const person of [anna, phone, third]) assert.deepEqual(person.errors, []);
});
