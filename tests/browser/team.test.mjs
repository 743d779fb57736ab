// Colleagues side by side, on the real page: a mention is written, heard of and seen; the team's activity; and a viewer
// finds nothing on any page that looks as if it could be changed.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, PHONE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const READS = "You can read all of this vault and change nothing in it. An owner can give you another role: Anna Berg.";

let server, anna, ben, vera;
const step = steps(() => ({ anna, ben, vera }));

before(async () => {
  server = await Server.start();
  [anna, ben, vera] = [await Person.open(server.origin), await Person.open(server.origin), await Person.open(server.origin)];
});

after(() => dispose(anna, ben, vera, server));

step("three people share a vault", async () => {
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("empty-demo");
  await anna.page.waitForFunction(() => /[1-9]/.test(document.querySelector('[data-testid="count"]')?.innerText ?? ""), null, { timeout: 60_000 });
  await anna.synced(60_000);
  await ben.join(await anna.invite("Ben Tal", "Editor"), "ben@example.org", PASSWORD);
  await vera.join(await anna.invite("Vera Quandt", "Viewer"), "vera@example.org", PASSWORD);
  await anna.synced();
  // Ben is shown who else came before he writes.
  await ben.see("member-changes", 60_000);
  await ben.click("saw-members");
});

step("an at sign offers the members, by keyboard", async () => {
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().click();
  const composer = await anna.see("composer");
  await composer.click();
  await composer.pressSequentially("Please call back, @");
  const offer = await anna.see("mentions-offer");
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="mentions-offer"] [role="option"]').length === 3);
  await anna.pictures("team-offer");
  await composer.press("Escape");
  await offer.waitFor({ state: "detached" });
  assert.equal(await composer.evaluate((area) => document.activeElement === area), true, "Escape closes the offer only");
  await composer.pressSequentially("t");
  await offer.waitFor();
  assert.equal((await offer.innerText()).includes("Anna"), false, "only who is called like that");
  await composer.press("ArrowDown");
  await composer.press("ArrowUp");
  await composer.press("Enter");
  await settles(() => composer.inputValue(), "Please call back, @[Ben Tal](member:1) ");
  await composer.pressSequentially("today");
  await anna.click("composer-save");
  const entry = anna.at("timeline-entry").first();
  await entry.locator(".mention").waitFor();
  assert.equal(await entry.locator(".mention").innerText(), "@Ben Tal");
  assert.equal(await anna.at("mentions-count").count(), 0, "what one wrote oneself is no news");
  await anna.synced();
});

step("whoever is mentioned finds it on the day until it was opened", async () => {
  const count = await ben.see("mentions-count", 30_000);
  await says(count, /@1/);
  await ben.walk("day");
  await ben.see("day-mentions");
  await ben.pictures("team-mentions");
  const line = ben.at("mention");
  await settles(() => line.count(), 1);
  await says(line, /Anna Berg in\s+Please call back, @Ben Tal today/);
  await line.locator("a").click();
  await ben.see("record");
  await ben.at("mentions-count").waitFor({ state: "detached" });
  await ben.walk("day");
  await ben.see("day");
  assert.equal(await ben.at("day-mentions").count(), 0);
  await ben.page.reload();
  await ben.unlock();
  await ben.synced();
  assert.equal(await ben.at("mentions-count").count(), 0, "it is remembered");
});

step("a note on a company mentions too, is drawn until somebody writes in it, and is found by whom it mentions", async () => {
  await anna.walk("companies");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  const notes = anna.field(42).locator("textarea");
  await notes.click();
  await notes.fill("");
  await notes.pressSequentially("Ask @ben");
  await anna.see("mentions-offer");
  assert.ok(await notes.getAttribute("aria-activedescendant"), "those who hear the page are told who is offered");
  await notes.press("Enter");
  await notes.pressSequentially("about it");
  await notes.press("Control+Enter");
  const drawn = await anna.see("drawn-note");
  await says(drawn, /Ask @Ben Tal about it/);
  await anna.pictures("team-note");
  await anna.click("edit-note");
  await notes.waitFor();
  await settles(() => notes.evaluate((area) => document.activeElement === area), true);
  await notes.press("Escape");
  await anna.see("drawn-note");
  await anna.synced();
  await ben.see("mentions-count", 30_000);
  await ben.walk("companies");
  await ben.see("search");
  await ben.search("mentions:me");
  await ben.countIs(1);
  await ben.page.locator("[data-id] .who").first().click();
  await ben.see("drawn-note");
  await ben.at("mentions-count").waitFor({ state: "detached" });
  await ben.walk("companies");
  await ben.search("");
});

step("the team's activity is told by day, a burst as one line, and by member", async () => {
  await ben.walk("people");
  await ben.page.locator("[data-id] .who").first().click();
  await ben.setText(10, "Notary");
  await ben.synced();
  await anna.page.keyboard.press("Escape");
  await anna.walk("feed");
  const lines = anna.at("feed-line");
  await anna.page.locator('[data-testid="feed-line"]', { hasText: "Ben Tal changed" }).waitFor({ timeout: 30_000 });
  assert.match(await lines.allInnerTexts().then((all) => all.join("\n")), /Anna Berg added \d+ people:/);
  await anna.pictures("team-feed");
  await anna.page.locator('[data-testid="feed"] header select').first().selectOption("1");
  await anna.page.waitForFunction(() => {
    const all = [...document.querySelectorAll('[data-testid="feed-line"]')].map((line) => line.innerText);
    return all.length > 0 && all.every((line) => line.includes("Ben Tal"));
  });
  await lines.first().locator("a").click();
  await anna.see("record");
  await anna.textIs(10, "Notary");
});

step("colleagues see who is here, and what is looked at only where that is chosen", async () => {
  // All three have the vault open.
  const online = await anna.see("online", 60_000);
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="online"] li').length === 2, null, { timeout: 60_000 });
  assert.match((await online.locator("li").first().getAttribute("title")) ?? "", /^Ben Tal, since \d/);
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await ben.walk("people");
  await ben.page.locator("[data-id] .who").first().click();
  await ben.see("record");
  await anna.page.waitForTimeout(2_500);
  assert.equal(await anna.at("here").count(), 0, "what is open stays one's own");
  const hues = await anna.page.locator('[data-testid="online"] .avatar').evaluateAll((all) => all.map((one) => one.style.getPropertyValue("--hue")));
  assert.equal(new Set(hues).size, 2, "each has a hue of their own");
  const before = (await anna.box(anna.at("record-name"))).y;
  await ben.walk("settings");
  await (await ben.see("show-record")).check();
  await ben.walk("people");
  await ben.page.locator("[data-id] .who").first().click();
  await ben.see("record");
  assert.match(await (await anna.see("here", 30_000)).innerText(), /Ben Tal is looking at this/);
  assert.equal((await anna.box(anna.at("record-name"))).y, before, "nothing moves when somebody comes");
  await anna.walk("people");
  const face = await anna.see("row-here", 30_000);
  assert.match(await face.innerText(), /Ben Tal is looking at this/);
  await anna.pictures("team-rows");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("here", 30_000);
  await ben.field(10).locator("input").first().focus();
  const by = anna.field(10).locator('[data-testid="edited-by"]');
  await by.waitFor({ timeout: 30_000 });
  await says(by, /Ben Tal is editing/);
  await anna.pictures("team-here");
  await ben.walk("settings");
  await (await ben.see("show-online")).uncheck();
  await anna.at("here").waitFor({ state: "detached", timeout: 30_000 });
  await anna.page.locator('[data-testid="online"] li[data-name="Ben Tal"]').waitFor({ state: "detached", timeout: 30_000 });
});

// What a page offers that would change something: fields that take typing, and buttons whose names say so. Searching,
// filtering, looking otherwise, and one's own device are everybody's.
const editing = () => {
  const own = [
    '[data-testid="search"]', '[data-testid="trash-find"]', '[data-testid="select-all"]', '[data-testid="calendar-files"]', '[data-testid="sync"]',
    '[data-testid="feed"] header select', '[data-testid="dashboard"] header select', '[data-testid="chart-save"]', '[data-testid^="tile-"]',
    ".list-bar", ".bar", ".calendar-bar", ".panel", ".grid thead", ".side", "nav", ".pick", ".bottom", ".segment",
    ".period", '[role="tablist"]',
  ].join(", ");
  const changes = /\b(new|add|create|delete|remove|erase|edit|rename|import|merge|restore|save|attach|invite|change|mark|write|assign|complete|clear)\b/i;
  const seen = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
  const main = document.querySelector("main");
  const found = [...main.querySelectorAll("input, textarea, select, button, [role=checkbox], [contenteditable=true], [draggable=true]")]
    .filter((element) => seen(element) && !element.disabled && element.getAttribute("aria-disabled") !== "true" && !element.closest(own))
    .filter((element) => {
      if (element.tagName !== "BUTTON") return !(element.type === "checkbox" && element.closest("[data-id], thead"));
      if (element.getAttribute("role") === "checkbox") return true;
      return changes.test(element.getAttribute("aria-label") ?? element.innerText);
    });
  return found.map((element) => element.outerHTML.slice(0, 200));
};

step("what is looked for is there for whoever may write", async () => {
  await ben.walk("people");
  await ben.see("count");
  await settles(async () => (await ben.page.evaluate(editing)).length > 0, true);
  await ben.page.locator("[data-id] .who").first().click();
  await ben.see("record");
  await ben.see("composer");
  await settles(async () => (await ben.page.evaluate(editing)).length > 10, true);
  assert.equal(await ben.at("reads-only").count(), 0);
});

const locked = async (person, where) => {
  await person.page.waitForTimeout(400);
  await person.answered();
  const found = await person.page.evaluate(editing);
  assert.deepEqual(found, [], `something can be changed on ${where}`);
  assert.equal(await (await person.see("reads-only")).innerText(), READS, where);
};

step("a viewer finds no list on which anything can be changed", async () => {
  for (const [page, landmark] of [
    ["day", "day"], ["dashboard", "dashboard"], ["people", "count"], ["companies", "count"], ["deals", "count"],
    ["tasks", "count"], ["activities", "count"], ["calendar", "calendar"], ["feed", "feed"], ["members", "members"], ["trash", "reads-only"],
  ]) {
    await vera.walk(page);
    await vera.see(landmark);
    await locked(vera, page);
  }
  await vera.walk("people");
  await vera.see("count");
  await vera.pictures("team-viewer-people");
});

step("nor a record, of any kind", async () => {
  for (const kind of ["people", "companies", "tasks", "activities"]) {
    await vera.walk(kind);
    await vera.page.locator("[data-id] a, [data-id] .who").first().click();
    await vera.see("record");
    await locked(vera, `a record of ${kind}`);
    for (const tab of await vera.page.locator('[data-testid="record"] [role="tab"]').all()) {
      await tab.click();
      await locked(vera, `${await tab.innerText()} of ${kind}`);
    }
    await vera.click("record-menu");
    assert.equal(await vera.at("delete-record").count(), 0);
    assert.equal(await vera.at("erase-record").count(), 0);
    await vera.page.keyboard.press("Escape");
  }
  await vera.walk("people");
  await vera.page.locator("[data-id] .who").first().click();
  await vera.see("record");
  await vera.pictures("team-viewer-record");
});

step("the board takes no card up, and keys make nothing", async () => {
  await vera.walk("deals");
  const card = vera.page.locator("[data-card], .board [data-id]").first();
  await card.waitFor();
  const stage = () => vera.page.locator(".board").innerText();
  await vera.answered();
  const before = await stage();
  const [from, to] = [await vera.box(card), await vera.box(vera.page.locator(".board > *").last())];
  await vera.page.mouse.move(from.x + 20, from.y + 12);
  await vera.page.mouse.down();
  await vera.page.mouse.move(to.x + 40, to.y + 120, { steps: 8 });
  await vera.page.mouse.up();
  await vera.page.waitForTimeout(300);
  if (!vera.page.url().endsWith("/deals")) await vera.walk("deals");
  await vera.page.locator(".board").waitFor();
  await settles(stage, before);
  for (const key of ["c", "n"]) {
    await vera.page.keyboard.press(key);
    assert.equal(await vera.at("new-record-dialog").count(), 0);
  }
  await vera.page.keyboard.press("Control+k");
  await vera.see("palette-input");
  assert.doesNotMatch(await vera.at("palette").innerText(), /New person|Import|duplicates|Add a |Assign to|Undo/i);
  await vera.page.keyboard.press("Escape");
});

step("what only changes things is locked, and says so", async () => {
  for (const page of ["import", "duplicates"]) {
    await vera.page.evaluate((page) => {
      history.pushState({}, "", `/${page}`);
      dispatchEvent(new PopStateEvent("popstate"));
    }, page);
    const here = await vera.see("locked");
    assert.match(await here.innerText(), /Only for reading/);
    await locked(vera, page);
  }
  await vera.pictures("team-viewer-locked");
  await vera.walk("settings");
  await vera.see("settings");
  for (const of of ["Fields of your own", "Pipelines"]) {
    const card = vera.page.locator("section.card", { has: vera.page.locator("h2", { hasText: of }) });
    for (const one of await card.all()) assert.equal(await one.locator("button:enabled").count(), 0, of);
  }
  assert.equal(await vera.page.locator('[data-testid="settings"] [data-testid="vault-name"]').count(), 0);
});

step("on a phone the plus is locked too", async () => {
  await vera.page.setViewportSize(PHONE.viewport);
  await vera.walk("people");
  await vera.see("count");
  await locked(vera, "people on a phone");
  assert.equal(await vera.page.locator(".bottom .plus").isDisabled(), true);
});

test("nothing broke", () => {
  for (const person of [anna, ben, vera]) assert.deepEqual(person.errors, []);
});
