// R13: the server is restored from an older backup under a running page. The user reads what happens, goes on working,
// and everything is there afterwards, for a colleague too.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { PHONE, Person } from "./lib/browser.mjs";
import { crowd } from "./lib/files.mjs";
import { Server } from "./lib/server.mjs";
import { says } from "./lib/until.mjs";

const JOB_TITLE = 10;

async function invited(server, anna) {
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  const ben = await Person.open(server.origin, PHONE);
  await ben.signUp(link, "ben@example.org", "violin-harbour-nine-meadows-quartz");
  await (await ben.see("join", 20_000)).click();
  await ben.see("day", 60_000);
  await ben.walk("people");
  await ben.see("empty");
  return ben;
}

test("r13: a restored server gets back what it lost, and people read that it does", { timeout: 300_000 }, async () => {
  const server = await Server.start();
  const anna = await Person.open(server.origin);
  let ben, backup;
  try {
    await anna.signUp(server.signUpLink, "anna@example.org", "violin-harbour-nine-meadows-quartz");
    await anna.createVault("Kanzlei Berg", "Anna");
    await anna.synced();
    ben = await invited(server, anna);
    await anna.synced();
    backup = await server.backup();

    // After the backup: an import and an edit, which Ben sees too, and then one that he does not.
    await anna.walk("people");
    await anna.bring([crowd(700)]);
    await anna.click("import-show");
    await anna.countIs(700);
    await anna.synced();
    await ben.countIs(700, 60_000);
    await ben.context.setOffline(true);
    await anna.openPerson("Given42");
    await anna.setText(JOB_TITLE, "Notary");
    await anna.synced();

    // What she gives back is held on its way for as long as it takes to read.
    let release;
    const held = new Promise((resolve) => (release = resolve));
    await anna.context.route("**/api/1/*/entries", async (route) => {
      await held;
      await route.continue();
    });
    await server.restore(backup);
    const banner = await anna.see("recovery", 60_000);
    await says(banner, /restored from a backup[\s\S]*giving back what it lost/);
    await says(anna.at("sync"), /giving back \d+ of \d+/i);
    assert.equal(await anna.at("problem").count(), 0, "no alarm");
    await anna.pictures("relay-giving");
    release();

    // Her part is done; Ben has not been here, so nothing new is taken, and she goes on working.
    await anna.page.waitForFunction(() => /colleagues/i.test(document.querySelector('[data-testid="recovery"]')?.innerText ?? ""), null, { timeout: 60_000 });
    await anna.setText(JOB_TITLE, "Judge");
    await anna.page.waitForFunction(() => /restored · 1 waiting/i.test(document.querySelector('[data-testid="sync"]')?.innerText ?? ""));
    await anna.picture("relay-waiting");

    await ben.context.setOffline(false);
    await anna.synced(60_000);
    await anna.at("recovery").waitFor({ state: "detached", timeout: 60_000 });
    await anna.picture("relay-over");
    await anna.textIs(JOB_TITLE, "Judge");
    await ben.openPerson("Given42");
    await ben.textIs(JOB_TITLE, "Judge", 60_000);
    await ben.picture("relay-phone");

    // A browser that knows nothing has all of it from the server.
    const other = await Person.open(server.origin, PHONE);
    try {
      Object.assign(other, { name: anna.name, secretKey: anna.secretKey, password: anna.password });
      await other.signIn();
      await other.see("day", 60_000);
      await other.walk("people");
      await other.countIs(700, 60_000);
      assert.deepEqual(other.errors, []);
    } finally {
      await other.dispose();
    }
    assert.deepEqual([...anna.errors, ...ben.errors], []);
  } finally {
    if (backup) rmSync(backup, { recursive: true, force: true });
    await ben?.dispose();
    await anna.dispose();
    await server.dispose();
  }
});
