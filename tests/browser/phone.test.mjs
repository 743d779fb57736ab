// A phone and fingers alone: my day at hand, search from anywhere, undo, what lies over the page, and what waits.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE } from "./lib/browser.mjs";
import { bringFourToPhone, finger, openTouched } from "./lib/phone.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const { row, tap, said, fits, looks } = finger(() => anna);

before(async () => {
  server = await Server.start();
  anna = await openTouched(server);
  await bringFourToPhone(server, anna);
});

after(() => dispose(anna, server));

step("the bar at the bottom: my day, people, new, search, more", async () => {
  const bar = anna.page.locator(".bottom");
  assert.deepEqual(await bar.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href"))), ["/day", "/people", "/more"]);
  await bar.getByRole("link", { name: "My day" }).tap();
  await anna.page.waitForURL(/\/day$/);
  await settles(() => bar.getByRole("link", { name: "My day" }).getAttribute("aria-current"), "page");
  await fits(".bottom a, .bottom button");
  await looks("phone-day");
  await bar.getByRole("link", { name: "More" }).tap();
  await anna.page.locator('nav a[href="/deals"]:visible').tap();
  await anna.page.waitForURL(/\/deals$/);
  // What has no place in the bar was reached through the last one.
  await settles(() => bar.getByRole("link", { name: "More" }).getAttribute("aria-current"), "page");
});

step("the palette is a tap away, fits above a keyboard, and leaves by its cross", async () => {
  await tap("bottom-search");
  await anna.see("palette-input");
  await fits(".palette .ask, .palette .found");
  await looks("phone-palette");
  await soundAsItStands(anna);
  await tap("palette-close");
  await anna.at("palette").waitFor({ state: "detached" });
  await tap("bottom-search");
  await anna.fill("palette-input", "cara");
  const found = anna.at("palette").getByRole("option", { name: /Cara Cohn/ });
  await found.waitFor();
  // As a keyboard does: half of the page is covered, its height stays.
  await anna.page.evaluate(() => document.querySelector(".palette").style.setProperty("--seen", "420px"));
  const box = await anna.box(anna.page.locator(".palette .found"));
  assert.ok(box.y + box.height <= 420, `the list ends at ${box.y + box.height}`);
  await anna.picture("phone-palette-keyboard");
  await found.tap();
  await anna.at("record-name").getByText("Cara Cohn").waitFor();
});

step("a record's menu takes back what was done last", async () => {
  await anna.setText(10, "Judge");
  await anna.synced().catch(() => {});
  await anna.at("record-menu").tap();
  await (await anna.see("menu-undo")).tap();
  await said("Taken back");
  await anna.textIs(10, "");
});

step("what lies over the page does not stay over another one that the way back leads to", async () => {
  const path = () => anna.page.evaluate(() => location.pathname);
  for (const [opens, layer] of [["list-sheet-open", "list-sheet"], ["bottom-search", "palette"]]) {
    await anna.page.locator('.bottom a[href="/day"]').tap();
    await anna.page.waitForURL(/\/day$/);
    await anna.walk("people");
    await anna.see("grid");
    await tap(opens);
    await anna.see(layer);
    await anna.page.goBack();
    await anna.at(layer).waitFor({ state: "detached" });
    await settles(path, "/day");
    await anna.page.goForward();
    await settles(path, "/people");
    await anna.see("grid");
    assert.equal(await anna.at(layer).count(), 0);
  }
  // What was typed is kept, as by any other way out of the form.
  await anna.page.locator(".bottom .plus").tap();
  await anna.fill("given", "Emil");
  await anna.page.goBack();
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
  await anna.page.goForward();
  await anna.see("grid");
  await anna.page.locator(".bottom .plus").tap();
  await anna.inputIs("given", /^Emil$/);
  await anna.page.keyboard.press("Escape");
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
  // A dialog that loses it asks first, and stays.
  await tap("views");
  await tap("save-view-as");
  await anna.at("view-dialog").getByRole("textbox").first().fill("Mine");
  // As a phone's own way back does it, the platform closes what lies on top; here Esc stands for that.
  await anna.page.keyboard.press("Escape");
  await anna.see("leaving");
  assert.equal(await path(), "/people");
  await tap("leaving-discard");
  await anna.at("view-dialog").waitFor({ state: "detached" });
});

step("over a keyboard what is offered and the button that adds are in sight", async () => {
  await anna.page.locator(".bottom .plus").tap();
  await anna.see("new-record-dialog");
  // As a keyboard does that takes its height off the page.
  await anna.page.setViewportSize({ width: 390, height: 480 });
  const company = anna.at("new-record-dialog").getByRole("combobox", { name: "Company", exact: true });
  await company.fill("berg");
  await anna.see("suggestions");
  const inSight = (name) => () => anna.page.evaluate((name) => {
    const { top, bottom } = document.querySelector(`[data-testid="${name}"]`).getBoundingClientRect();
    // To the pixel: what is scrolled to stands between two of them.
    return top >= 0 && bottom < innerHeight + 1;
  }, name);
  await settles(inSight("suggestions"), true);
  await settles(inSight("create-record"), true);
  await anna.picture("phone-over-keyboard");
  await anna.at("suggestions").getByRole("option", { name: "Berg AG" }).tap();
  await anna.at("suggestions").waitFor({ state: "detached" });
  await anna.page.setViewportSize(PHONE.viewport);
  await tap("cancel-record");
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
});

step("a message with two things to do has its words in a line, and what can be done below", async () => {
  await anna.page.locator('.bottom a[href="/day"]').tap();
  await anna.page.waitForURL(/\/day$/);
  await anna.page.locator(".bottom .plus").tap();
  await anna.fill("title", "Write to the notary");
  await anna.fill("due", "2020-01-31");
  await tap("create-record");
  await anna.see("record");
  await anna.page.locator('.bottom a[href="/day"]').tap();
  await anna.at("day-late").getByTestId("tick").tap();
  await anna.see("what-next");
  const [words, ...buttons] = await anna.at("toast").evaluate((toast) =>
    [toast.querySelector(".words-of"), ...toast.querySelectorAll("button")].map((part) => part.getBoundingClientRect().toJSON()));
  assert.ok(words.width > 200, `${words.width} px`);
  assert.ok(buttons.every((button) => button.top >= words.bottom - 1), "below the words");
  await fits('[data-testid="toast"] button');
  await looks("phone-toast-two");
});

step("what waits is told above the page; under More stand the vaults, where every change is, and locking", async () => {
  await anna.walk("people");
  await row("Ada Aal").tap();
  await anna.see("record");
  assert.equal(await anna.at("phone-behind").count(), 0);
  await anna.context.setOffline(true);
  await anna.setText(10, "Notary");
  await says(await anna.see("phone-behind", 60_000), /saved here|waiting/i);
  await fits('[data-testid="phone-behind"]');
  await looks("phone-offline");
  await anna.context.setOffline(false);
  await anna.at("phone-behind").waitFor({ state: "detached", timeout: 60_000 });
  await anna.page.locator('.bottom a[href="/more"]').tap();
  for (const name of ["phone-vaults", "phone-sync", "phone-lock"]) await anna.see(name);
  await fits(".side-bar button");
  await looks("phone-more-top");
  await soundAsItStands(anna);
});

step("of a record what holds something is in sight; what is empty is added by its name, or shown all at once", async () => {
  const COMPANY = 12, TITLE = 10, EMAILS = 20, PHONES = 21, BIRTHDAY = 30;
  await anna.walk("people");
  await row("Ben Bach").tap();
  await anna.see("folded-fields");
  const shown = async () => {
    const all = await Promise.all([COMPANY, EMAILS, TITLE, PHONES, BIRTHDAY].map(async (key) => [key, await anna.field(key).isVisible()]));
    return all.filter(([, visible]) => visible).map(([key]) => key);
  };
  await settles(shown, [COMPANY, EMAILS]);
  // An address without a label takes one line.
  const { height } = await anna.box(anna.field(EMAILS));
  assert.ok(height < 60, `${height} px`);
  await looks("phone-details");
  await tap("add-field");
  const beyond = anna.at("folded-fields").getByRole("button").evaluateAll((all) =>
    all.map((one) => one.getBoundingClientRect()).filter((box) => box.left < 0 || box.right > innerWidth).length);
  assert.equal(await beyond, 0, "nothing is wider than the phone");
  await looks("phone-add-field");
  await soundAsItStands(anna);
  await anna.page.locator(`[data-testid="empty-field"][data-empty="${PHONES}"]`).tap();
  const number = anna.field(PHONES).locator("[data-point]");
  await anna.page.locator(`[data-field="${PHONES}"] [data-point]:focus`).waitFor();
  await number.fill("030 1234567");
  await number.press("Enter");
  await anna.answered();
  await settles(shown, [COMPANY, EMAILS, PHONES]);
  await tap("empty-fields");
  await settles(shown, [COMPANY, EMAILS, TITLE, PHONES, BIRTHDAY]);
  await tap("empty-fields");
  await settles(shown, [COMPANY, EMAILS, PHONES]);
  // Emptied, it stays under the finger.
  await number.fill("");
  await number.press("Enter");
  await anna.answered();
  await settles(shown, [COMPANY, EMAILS, PHONES]);
});

step("where there are only fingers nothing is said of keys, until one is pressed", async () => {
  await anna.page.reload();
  await anna.unlock();
  await anna.walk("settings");
  await anna.see("language");
  assert.equal(await anna.at("single-keys").count(), 0);
  await tap("bottom-search");
  await anna.fill("palette-input", ">");
  await anna.at("palette").getByRole("option", { name: "How to search" }).waitFor();
  assert.equal(await anna.at("palette").getByRole("option", { name: "Keyboard shortcuts" }).count(), 0);
  await tap("palette-close");
  await anna.at("palette").waitFor({ state: "detached" });
  await anna.page.evaluate(() => document.activeElement?.blur());
  await anna.page.keyboard.press("Shift");
  await anna.see("single-keys");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
