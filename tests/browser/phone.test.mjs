// A phone and fingers alone: search from anywhere, my day at hand, selecting by a long press, sorting and grouping, undo.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const PEOPLE = [
  "First name,Last name,Company,Email",
  "Ada,Aal,Berg AG,ada@berg.example",
  "Ben,Bach,Berg AG,ben@berg.example",
  "Cara,Cohn,Tal GmbH,cara@tal.example",
  "Dora,Dahl,Tal GmbH,dora@tal.example",
].join("\n");

const BIRTHDAY = 30;

let server, anna, touch;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, { ...WIDE, hasTouch: true });
  touch = await anna.context.newCDPSession(anna.page);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("people");
  await anna.countIs(4);
});

after(() => dispose(anna, server));

const row = (name) => anna.page.locator('[data-testid="grid"] .grid-row[data-id]', { hasText: name });
const tap = (name) => anna.at(name).first().tap();
const said = (words) => anna.at("toast").getByText(words, { exact: false }).first().waitFor();
const names = () => anna.page.evaluate(() =>
  [...document.querySelectorAll('[data-testid="grid"] .grid-row[data-id]:not([hidden])')]
    .sort((a, b) => a.getBoundingClientRect().top - b.getBoundingClientRect().top)
    .map((row) => row.querySelector(".who .cut .cut")?.innerText ?? "")
    .filter(Boolean));
const selected = (number) => anna.page.waitForFunction(
  (number) => document.querySelector('[data-testid="selection-bar"] b')?.innerText === `${number} selected`,
  number,
);

// A finger rests on a row, and is lifted: after a time by the page's own clock, which began when it heard of the finger.
async function hold(name) {
  const box = await anna.box(row(name));
  const touchPoints = [{ x: Math.round(box.x + 120), y: Math.round(box.y + box.height / 2) }];
  await touch.send("Input.dispatchTouchEvent", { type: "touchStart", touchPoints });
  await anna.page.evaluate(() => new Promise((done) => setTimeout(done, 650)));
  await touch.send("Input.dispatchTouchEvent", { type: "touchEnd", touchPoints: [] });
}

// Nothing is wider than the phone, and what can be pressed is inside.
async function fits(selector) {
  const out = await anna.page.evaluate(async (selector) => {
    // What slides in is judged where it comes to rest.
    await Promise.all(document.getAnimations().map((motion) => motion.finished.catch(() => {})));
    const wide = document.documentElement.scrollWidth - innerWidth;
    const parts = [...document.querySelectorAll(selector)].map((part) => [part.innerText || part.ariaLabel, part.getBoundingClientRect()]);
    const beyond = parts.filter(([, box]) => box.width > 0 && (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight)).map(([words]) => words);
    return { wide, beyond, number: parts.length };
  }, selector);
  assert.ok(out.number > 0, `${selector} is there`);
  assert.deepEqual([Math.max(out.wide, 0), out.beyond], [0, []]);
}

async function looks(name) {
  await anna.picture(name);
  await anna.page.emulateMedia({ colorScheme: "dark" });
  await anna.picture(`${name}-dark`);
  await anna.page.emulateMedia({ colorScheme: "light" });
}

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

step("a long press selects, taps go on, and the bar of what can be done fits", async () => {
  await anna.walk("people");
  await hold("Ada Aal");
  await selected(1);
  assert.match(anna.page.url(), /\/people$/, "lifting the finger opens nothing");
  await row("Ben Bach").tap();
  await row("Cara Cohn").tap();
  await selected(3);
  await fits(".select-bar, .select-bar button");
  for (const name of ["edit-selected", "list-selected", "export-selected", "delete-selected", "merge-selected"]) {
    assert.ok(await anna.at(name).isVisible(), name);
  }
  await looks("phone-selected");
  await soundAsItStands(anna);
  await row("Cara Cohn").tap();
  await selected(2);
  await tap("select-whole");
  await selected(4);
});

step("one field of all that are selected: a tag is added, and taken back where a finger reaches it", async () => {
  await tap("edit-selected");
  await anna.see("bulk-dialog");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "Field" }).selectOption({ label: "Tags" });
  await anna.at("bulk-dialog").getByLabel("Tags").fill("press");
  await looks("phone-bulk");
  await fits('[data-testid="bulk-dialog"] :is(input, select, button)');
  await tap("bulk-save");
  await said("4 records changed.");
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await row("Dora Dahl").locator(".phone-only .tag", { hasText: "press" }).waitFor();
  await anna.page.locator('.bottom a[href="/more"]').tap();
  const undo = await anna.see("undo-last");
  await says(undo, /Undo: 4 records changed/);
  await looks("phone-more-undo");
  await undo.tap();
  await said("Taken back");
  await says(await anna.see("redo-last"), /Redo: 4 records changed/);
  await anna.walk("people");
  await row("Dora Dahl").waitFor();
  await row("Dora Dahl").locator(".phone-only .tag").waitFor({ state: "detached" });
});

step("the way back leads out of selecting before it leads out of the list", async () => {
  await anna.page.locator('.bottom a[href="/day"]').tap();
  await anna.page.waitForURL(/\/day$/);
  await anna.walk("people");
  await hold("Ben Bach");
  await selected(1);
  await anna.page.goBack();
  await anna.at("selection-bar").waitFor({ state: "detached" });
  assert.match(anna.page.url(), /\/people$/);
  await row("Ben Bach").waitFor();
  await anna.page.goBack();
  await anna.page.waitForURL(/\/day$/);
  await anna.walk("people");
});

step("whom the rules left is read before selecting is over, and the dialog with it", async () => {
  await row("Cara Cohn").tap();
  await anna.see("record");
  await anna.setText(BIRTHDAY, "1985-04-12");
  await anna.answered();
  await anna.walk("people");
  await hold("Cara Cohn");
  await selected(1);
  await tap("select-whole");
  await selected(4);
  await tap("edit-selected");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "Field" }).selectOption({ label: "Birthday" });
  await anna.at("bulk-dialog").getByLabel("Birthday").fill("1990-01-02");
  await tap("bulk-save");
  await says(await anna.see("bulk-left"), /3 records changed, 1 left as it was/);
  // Whatever were to lead back by itself would have.
  await anna.page.waitForTimeout(600);
  await anna.see("bulk-left");
  await tap("bulk-close");
  await anna.at("bulk-dialog").waitFor({ state: "detached" });
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await anna.page.waitForTimeout(600);
  assert.match(anna.page.url(), /\/people$/);
  await anna.page.goBack();
  await anna.see("record");
  await anna.walk("people");
});

step("the sheet of a list: sorted, grouped, other lines under the names, selecting begun", async () => {
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  await sheet.waitFor();
  await looks("phone-sheet");
  await soundAsItStands(anna);
  await sheet.getByTestId("sheet-descending").tap();
  await anna.page.waitForFunction(() => new URL(location.href).searchParams.get("sort") === "-0");
  await sheet.getByRole("combobox", { name: "Group" }).selectOption({ label: "Company" });
  await sheet.locator("summary").first().tap();
  // The lines move as it is taken out: the box that was pressed is another one's then.
  await sheet.getByRole("checkbox", { name: "Company", exact: true }).click();
  await anna.picture("phone-sheet-columns");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.page.getByTestId("group").nth(1).waitFor();
  await settles(names, ["Ben Bach", "Ada Aal", "Dora Dahl", "Cara Cohn"]);
  await row("Ada Aal").locator(".second", { hasText: "ada@berg.example" }).waitFor();
  await looks("phone-grouped");
  await tap("list-sheet-open");
  await anna.at("sheet-group").getByRole("combobox").selectOption("");
  await tap("sheet-select");
  await anna.at("selection-bar").getByText("Tap rows to select them").waitFor();
  await row("Cara Cohn").tap();
  await selected(1);
  await tap("clear-selection");
  await anna.at("selection-bar").waitFor({ state: "detached" });
  await row("Cara Cohn").tap();
  await anna.at("record-name").getByText("Cara Cohn").waitFor();
});

step("sorted by two fields as on a wide screen, and a figure at the foot, chosen in the sheet", async () => {
  await anna.walk("people");
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  const criteria = sheet.getByTestId("sheet-sort");
  await criteria.first().getByRole("combobox").selectOption({ label: "Company" });
  await criteria.first().getByTestId("sheet-ascending").tap();
  await tap("sort-more");
  await criteria.nth(1).getByRole("combobox").selectOption({ label: "Name" });
  await criteria.nth(1).getByTestId("sheet-descending").tap();
  await anna.page.waitForFunction(() => /^\d+,-0$/.test(new URL(location.href).searchParams.get("sort")));
  await sheet.getByTestId("sheet-totals").locator("summary").tap();
  await sheet.getByRole("combobox", { name: "E-mail" }).selectOption({ label: "Filled" });
  await looks("phone-sheet-figures");
  await soundAsItStands(anna);
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.page.waitForFunction(() => /E-mail\s*Filled\s*4/.test(document.querySelector('[data-testid="foot"]').innerText));
  await settles(names, ["Ben Bach", "Ada Aal", "Dora Dahl", "Cara Cohn"]);
  await looks("phone-foot");
  await tap("list-sheet-open");
  await sheet.getByRole("button", { name: "Do not sort by this" }).tap();
  await criteria.nth(1).waitFor({ state: "detached" });
  await sheet.getByTestId("sheet-totals").locator("summary").tap();
  await sheet.getByRole("combobox", { name: "E-mail" }).selectOption("");
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.at("foot").waitFor({ state: "hidden" });
  await row("Cara Cohn").tap();
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

step("what is chosen in a sheet stays when the way back leads to the list", async () => {
  const sorted = () => anna.page.evaluate(() => new URL(location.href).searchParams.get("sort"));
  await tap("list-sheet-open");
  const criteria = anna.at("list-sheet").getByTestId("sheet-sort");
  await criteria.first().getByRole("combobox").selectOption({ label: "Name" });
  await criteria.first().getByTestId("sheet-descending").tap();
  await settles(sorted, "-0");
  await anna.at("list-sheet").getByRole("button", { name: "Close" }).tap();
  await anna.at("list-sheet").waitFor({ state: "detached" });
  await row("Cara Cohn").tap();
  await anna.see("record");
  await anna.page.goBack();
  await anna.see("grid");
  await settles(sorted, "-0");
  await settles(names, ["Dora Dahl", "Cara Cohn", "Ben Bach", "Ada Aal"]);
});

step("the sheet filters, begins with what the list shows, and brings up no keyboard", async () => {
  await tap("list-sheet-open");
  const sheet = anna.at("list-sheet");
  await sheet.getByTestId("filter").tap();
  const panel = sheet.getByTestId("filter-panel");
  await panel.waitFor();
  const fields = await panel.getByRole("button").allInnerTexts();
  assert.ok(fields.includes("E-mail") && fields.indexOf("E-mail") < fields.indexOf("Given name"), fields.join());
  await anna.page.waitForTimeout(100);
  assert.notEqual(await anna.page.evaluate(() => document.activeElement.tagName), "INPUT");
  await looks("phone-sheet-filter");
  await soundAsItStands(anna);
  await panel.getByRole("button", { name: "E-mail", exact: true }).tap();
  await panel.getByRole("textbox").first().fill("tal.example");
  await anna.countIs(2);
  await panel.getByTestId("filter-done").tap();
  await sheet.getByTestId("condition").locator(".off").tap();
  await anna.countIs(4);
  await sheet.getByRole("button", { name: "Close" }).tap();
  await anna.at("list-sheet").waitFor({ state: "detached" });
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

step("the names of lists and of their views are read whole", async () => {
  for (const name of ["deals", "tasks", "people"]) {
    await anna.walk(name);
    await anna.see("views");
    const cut = () => anna.page.evaluate(() => [...document.querySelectorAll(".top h1, .view-name .cut")]
      .filter((part) => part.scrollWidth > part.clientWidth + 1)
      .map((part) => part.innerText));
    await settles(cut, [], name);
  }
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

step("the bar of the next step ends where the bar at the bottom begins", async () => {
  await anna.walk("people");
  await tap("list-sheet-open");
  await tap("sheet-export");
  await anna.see("export-run");
  const gap = () => anna.page.evaluate(() => Math.round(
    document.querySelector(".bottom").getBoundingClientRect().top - document.querySelector(".action-bar").getBoundingClientRect().bottom));
  await settles(gap, 0);
  await fits(".action-bar button");
  await looks("phone-action-bar");
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

step("no page complained", () => assert.deepEqual(anna.errors, []));
