// What colleagues' browsers say of the vault, on the real page: a ghost is shown before the next write, confirmations
// stand beside the names, and two people whom a server keeps on different histories find out.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, PHONE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const JOB_TITLE = 10;

let server, anna, ben, vera, branch;
const step = steps(() => ({ anna, ben, vera }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  ben = await Person.open(server.origin);
  vera = await Person.open(server.origin, PHONE);
});

after(async () => {
  for (const person of [anna, ben, vera]) await person?.dispose();
  await branch?.dispose();
  await server?.dispose();
});

const invite = async (host, name, role) => {
  await host.walk("members");
  await (await host.see("invite-open")).click();
  await host.fill("invite-name", name);
  await host.at("invite-dialog").locator(`label:has(b:text-is("${role}"))`).click();
  await host.click("invite-make");
  const link = await (await host.see("invite-link")).inputValue();
  await host.click("invite-close");
  return link;
};

const accept = async (guest, link, name) => {
  await guest.signUp(link, name, "violin-harbour-nine-meadows-quartz");
  await (await guest.see("join")).click();
};

const reopened = async (person) => {
  await person.page.reload();
  await person.unlock();
  await person.see("sync");
  await person.synced();
};

step("an admin's guest is shown before the next write goes out", async () => {
  await anna.signUp(server.signUpLink, "anna@example.org", "violin-harbour-nine-meadows-quartz");
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("empty-add");
  await (await anna.see("given")).fill("Vera");
  await anna.fill("family", "Quandt");
  await anna.click("create-record");
  await anna.synced();

  await accept(ben, await invite(anna, "Ben Tal", "Admin"), "ben@example.org");
  await (await anna.see("admit", 60_000)).click();
  await ben.see("sync", 60_000);
  await ben.synced();

  // Anna's browser is away meanwhile.
  await anna.synced();
  await anna.context.setOffline(true);
  await accept(vera, await invite(ben, "Backup", "Editor"), "ghost@example.org");
  await ben.page.locator('[data-testid="member"][data-name="Backup"]').waitFor({ timeout: 60_000 });
  await ben.synced();
  await anna.openPerson("quandt");
  await anna.setText(JOB_TITLE, "Notary");
  await anna.context.setOffline(false);

  const changes = await anna.see("member-changes", 90_000);
  await says(changes, /Ben Tal invited Backup and let them in as editor, without comparing words/);
  await anna.page.waitForFunction(() => /Not sending/.test(document.querySelector('[data-testid="sync"]').innerText));
  await anna.pictures("witness-changes");
  await anna.click("saw-members");
  await changes.waitFor({ state: "detached" });
  await anna.synced();
});

step("confirmations stand beside the names", async () => {
  await reopened(ben);
  await anna.walk("members");
  await anna.click("sync");
  const row = anna.page.locator('[data-testid="member"][data-name="Ben Tal"]');
  await row.locator("text=/Confirmed all of this just now/").waitFor({ timeout: 90_000 });
  await anna.pictures("witness-members");
});

step("a removal tells who has seen it", async () => {
  await ben.context.setOffline(true);
  const row = anna.page.locator('[data-testid="member"][data-name="Backup"]');
  await row.locator('[data-testid="member-menu"]').click();
  await anna.click("remove-member");
  await anna.click("remove-confirm");
  const former = anna.page.locator('[data-testid="former"][data-name="Backup"]');
  await former.locator("text=/Seen by 1 of 2, not by Ben Tal since/").waitFor({ timeout: 60_000 });
  await anna.picture("witness-removed");
  await ben.context.setOffline(false);
  await reopened(ben);
  await anna.click("sync");
  await former.locator('[data-testid="seen-by"]').waitFor({ state: "detached", timeout: 90_000 });
});

step("two people kept on different histories find out", async () => {
  await ben.see("member-changes", 90_000);
  await ben.click("saw-members");
  await ben.synced();
  await anna.synced();
  branch = await server.fork();
  // From here on Ben's browser speaks with the branch.
  let word;
  await ben.context.route("**/api/1/**", (route) => {
    const request = route.request();
    if (request.url().endsWith("/head")) word = request.postDataBuffer();
    return route.continue({ url: request.url().replace(/:\d+\//, `:${branch.port}/`) });
  });
  await ben.openPerson("quandt");
  await ben.setText(JOB_TITLE, "Only Ben sees this");
  await ben.synced();
  await anna.openPerson("quandt");
  await anna.setText(JOB_TITLE, "Only Anna sees this");
  await anna.synced();
  word = undefined;
  await reopened(ben);
  for (let tries = 0; word === undefined && tries < 100; tries += 1) await ben.page.waitForTimeout(100);
  assert.ok(word, "Ben's browser says where it stands");

  // One of Ben's statements crosses: an answer of nothing new, with it inside.
  await anna.context.route("**/api/1/*/pull", async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    // The head's number, its hash, no entries; then the list of statements.
    let at = 0;
    while (body[at] & 0x80) at += 1;
    at += 1 + 32;
    if (answer.status() !== 200 || body[at] !== 0 || body[at + 1] !== 0) return route.fulfill({ response: answer });
    const crossed = Buffer.concat([body.subarray(0, at + 1), Buffer.from([1]), word, body.subarray(at + 2)]);
    return route.fulfill({ response: answer, body: crossed });
  });
  await anna.click("sync");
  await anna.see("compare-history", 60_000);
  await says(anna.at("banners"), /Ben Tal names another history of this vault/);
  await anna.picture("witness-suspected");
  await anna.click("compare-history");
  const dialog = await anna.see("compare-histories-dialog");
  await dialog.locator('[data-testid="words"] li').nth(11).waitFor();
  const hers = await dialog.locator('[data-testid="words"]').innerText();
  await anna.pictures("witness-compare");

  // Ben reads his words at the same entry.
  const entry = await dialog.locator('[data-testid="history-entry"]').inputValue();
  await ben.walk("members");
  await (await ben.see("compare-histories")).locator("summary").click();
  await ben.fill("history-entry", entry);
  const his = ben.page.locator('[data-testid="compare-histories"] [data-testid="words"]');
  await his.locator("li").nth(11).waitFor();
  await ben.picture("witness-words");
  assert.notEqual(await his.innerText(), hers);

  await anna.click("histories-differ");
  await anna.page.locator("text=/different history of this vault than this device has seen/").first().waitFor({ timeout: 30_000 });
  await anna.picture("witness-forked");
  await anna.walk("people");
  await anna.search("quandt");
  await settles(() => anna.page.locator("[data-id]").count(), 1, "reading goes on");
  assert.deepEqual([...anna.errors, ...ben.errors], []);
});
