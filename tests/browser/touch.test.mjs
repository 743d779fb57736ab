// The board under a finger: it rests on a deal to take it up and carries it to another stage; whoever only scrolls moves
// nothing; a tap opens.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person } from "./lib/browser.mjs";
import { toPrivacy } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const STAGE = 92;

let server, anna, touch;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, PHONE);
  touch = await anna.context.newCDPSession(anna.page);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("empty-demo");
  await anna.see("grid");
  await anna.synced(60_000);
  await anna.walk("deals");
  await cards("New").first().waitFor();
});

after(() => dispose(anna, server));

const stage = (name) => anna.page.locator(`.stage[aria-label="${name}"]`);
const cards = (name) => stage(name).locator(".deal");
const card = (id) => anna.page.locator(`.deal[data-id="${id}"]`);
const first = (name) => cards(name).first().getAttribute("data-id");
const said = (words) => anna.at("toast").getByText(words, { exact: false }).first().waitFor();
// How many deals each stage says it has.
const counts = () => anna.page.locator(".stage").evaluateAll((all) =>
  Object.fromEntries(all.map((one) => [one.getAttribute("aria-label"), Number(one.querySelector('[data-testid="stage-count"]').innerText)])));
async function countsAre(expected) {
  const until = Date.now() + 10_000;
  while (JSON.stringify(await counts()) !== JSON.stringify(expected) && Date.now() < until) await anna.page.waitForTimeout(50);
  assert.deepEqual(await counts(), expected);
}
// What was done by mistake would be written and counted by then.
async function nothingMoved(before) {
  await anna.synced();
  assert.deepEqual(await counts(), before);
  assert.match(anna.page.url(), /\/deals$/, "nor was anything opened");
}
const within = (name, id) => stage(name).locator(`.deal[data-id="${id}"]`).waitFor();
const scrolled = () => anna.page.evaluate(() => {
  const { scrollLeft, scrollTop } = document.querySelector(".board");
  return [scrollLeft, scrollTop];
});

const put = (type, point) => touch.send("Input.dispatchTouchEvent", { type, touchPoints: point ? [{ x: Math.round(point.x), y: Math.round(point.y) }] : [] });
// A finger goes from here to there on the glass.
async function slide(from, to) {
  for (let part = 1; part <= 8; part += 1) {
    await put("touchMove", { x: from.x + ((to.x - from.x) * part) / 8, y: from.y + ((to.y - from.y) * part) / 8 });
  }
}

async function middle(part) {
  const box = await anna.box(part);
  return { x: Math.min(box.x + 90, PHONE.viewport.width - 30), y: box.y + 20 };
}

// Rests on a deal until it is taken up.
async function takeUp(id) {
  const at = await middle(card(id));
  await put("touchStart", at);
  await anna.page.locator(`.deal.lifted[data-id="${id}"]`).waitFor();
  return at;
}

// What peeks in at the right of a phone is the next stage.
const nextStage = async (name) => {
  const box = await anna.box(stage(name));
  return { x: Math.min(box.x + 20, PHONE.viewport.width - 8), y: box.y + 120 };
};
const over = (name) => anna.page.locator(`.stage.over[aria-label="${name}"]`).waitFor();
const nothingLifted = () => anna.page.locator(".deal.lifted, .stage.over").first().waitFor({ state: "detached" });

// Nothing slides on any more.
const still = () => anna.page.evaluate(() => new Promise((done) => {
  const board = document.querySelector(".board");
  let [last, quiet] = ["", 0];
  const look = () => {
    const now = `${board.scrollLeft},${board.scrollTop}`;
    quiet = now === last ? quiet + 1 : 0;
    last = now;
    if (quiet > 8) done();
    else requestAnimationFrame(look);
  };
  look();
}));

async function swipe(from, to) {
  // In one go: on a busy machine a finger that waits for an answer rests.
  await Promise.all([put("touchStart", from), slide(from, to)]);
  await put("touchEnd");
  await still();
}

step("a finger that rests takes a deal up, and puts it down in the next stage; one tap takes that back", async () => {
  const [id, before] = [await first("New"), await counts()];
  const at = await takeUp(id);
  const to = await nextStage("Meeting");
  await slide(at, to);
  await over("Meeting");
  await anna.picture("touch-carried");
  assert.deepEqual(await scrolled(), [0, 0], "the board does not scroll under what is carried");
  await put("touchEnd");
  await said("moved to “Meeting”.");
  await within("Meeting", id);
  await nothingLifted();
  await countsAre({ ...before, New: before.New - 1, Meeting: before.Meeting + 1 });
  assert.match(anna.page.url(), /\/deals$/, "putting down opens nothing");
  await anna.at("toast").getByTestId("undo").tap();
  await said("Taken back");
  await within("New", id);
  await countsAre(before);
});

step("carried away and back it stays where it was", async () => {
  const [id, before] = [await first("New"), await counts()];
  const at = await takeUp(id);
  const to = await nextStage("Meeting");
  await slide(at, to);
  await over("Meeting");
  await slide(to, at);
  await anna.page.locator(".stage.over").waitFor({ state: "detached" });
  await put("touchEnd");
  await nothingLifted();
  await nothingMoved(before);
  assert.equal(await card(id).evaluate((card) => card.style.transform), "", "it lies in its place");
});

step("what the phone interrupts is put back", async () => {
  const [id, before] = [await first("New"), await counts()];
  const at = await takeUp(id);
  await slide(at, await nextStage("Meeting"));
  await over("Meeting");
  await put("touchCancel");
  await nothingLifted();
  await within("New", id);
  await nothingMoved(before);
});

step("scrolling sideways and down, begun on a deal, moves and opens nothing", async () => {
  const before = await counts();
  const at = await middle(cards("New").nth(3));
  await swipe(at, { x: at.x, y: at.y - 260 });
  const [, down] = await scrolled();
  assert.ok(down > 100, `scrolled down by ${down}`);
  // A flick goes on scrolling, and how far is for the browser to say: the next one begins on a deal that is in sight.
  const inSight = await cards("New").evaluateAll((all) => all.findIndex((one) => one.getBoundingClientRect().top > innerHeight / 3));
  const seen = await middle(cards("New").nth(inSight));
  assert.ok(seen.y > 0 && seen.y < PHONE.viewport.height - 150, `a deal at ${seen.y}`);
  await swipe({ x: 300, y: seen.y }, { x: 40, y: seen.y });
  const [aside] = await scrolled();
  assert.ok(aside > 100, `scrolled aside by ${aside}`);
  await nothingLifted();
  await nothingMoved(before);
  assert.equal(await anna.page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), true, "the page itself stays");
});

step("won by touch asks for a reason, as it does by pointer", async () => {
  await anna.page.evaluate(() => document.querySelector(".board").scrollTo(0, 0));
  await stage("Negotiation").evaluate((stage) => stage.scrollIntoView({ inline: "center", behavior: "instant" }));
  await still();
  const [id, before] = [await first("Negotiation"), await counts()];
  const at = await takeUp(id);
  await slide(at, await nextStage("Won"));
  await over("Won");
  await put("touchEnd");
  const dialog = anna.page.getByRole("dialog");
  await dialog.waitFor();
  assert.deepEqual(await counts(), before, "it is not won before it is said why");
  await soundAsItStands(anna);
  await anna.picture("touch-won");
  await anna.at("ending-save").tap();
  await said("moved to “Won”.");
  await within("Won", id);
  await countsAre({ ...before, Negotiation: before.Negotiation - 1, Won: before.Won + 1 });
});

step("held at the edge of the screen, what is carried takes the board along to stages that were out of sight", async () => {
  await anna.page.evaluate(() => document.querySelector(".board").scrollTo(0, 0));
  await still();
  const [id, before] = [await first("New"), await counts()];
  const at = await takeUp(id);
  const edge = { x: PHONE.viewport.width - 3, y: at.y + 40 };
  await slide(at, edge);
  await anna.page.waitForFunction(() => document.querySelector(".board").scrollLeft > 700);
  // Away from the edge it stays where it has come to.
  const middle = { x: 195, y: edge.y };
  await slide(edge, middle);
  await still();
  const goal = anna.page.locator(".stage.over");
  // Between two stages there is nothing to put it on.
  if ((await goal.count()) === 0) await slide(middle, { x: 150, y: edge.y });
  const name = await goal.getAttribute("aria-label");
  assert.ok(!["New", "Meeting"].includes(name), `carried to ${name}`);
  const where = await scrolled();
  await anna.page.waitForTimeout(600);
  assert.deepEqual(await scrolled(), where);
  await put("touchCancel");
  await nothingLifted();
  await nothingMoved(before);
  // Who asks for less motion sees it leap, and seldom.
  await anna.page.emulateMedia({ reducedMotion: "reduce" });
  await anna.page.evaluate(() => document.querySelector(".board").scrollTo(0, 0));
  await still();
  await takeUp(id);
  await slide(at, edge);
  await anna.page.waitForFunction(() => document.querySelector(".board").scrollLeft > 0);
  assert.ok((await scrolled())[0] >= 200, "as far as that at once");
  await put("touchCancel");
  await nothingLifted();
  await nothingMoved(before);
  await anna.page.emulateMedia({ reducedMotion: null });
});

step("a tap opens the deal, on whose page any stage can be chosen", async () => {
  await anna.page.evaluate(() => document.querySelector(".board").scrollTo(0, 0));
  await still();
  const [id, before] = [await first("New"), await counts()];
  await card(id).tap();
  await anna.see("record");
  assert.match(anna.page.url(), new RegExp(`/deals/${id}$`));
  // Further than the next stage no finger carries it.
  await anna.field(STAGE).getByRole("combobox").tap();
  await anna.field(STAGE).getByRole("combobox").fill("nego");
  await anna.page.getByRole("option", { name: "Negotiation" }).tap();
  await anna.page.locator(".record-head").getByText("Negotiation").waitFor();
  await anna.page.goBack();
  await within("Negotiation", id);
  await countsAre({ ...before, New: before.New - 1, Negotiation: before.Negotiation + 1 });
});

step("what a person consented to takes a finger each, and none of them lies over another", async () => {
  await toPrivacy(anna, "purposes");
  await anna.page.getByText("Newsletter", { exact: true }).first().waitFor();
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().tap();
  await anna.see("record");
  await settles(async () => (await anna.at("consent-mark").count()) > 1, true);
  // As far as each takes a finger.
  const taken = await anna.at("consent-mark").evaluateAll((all) => all.map((one) => {
    const [box, finger] = [one.getBoundingClientRect(), getComputedStyle(one, "::after")];
    const [width, height] = [parseFloat(finger.width), parseFloat(finger.height)];
    return { x: box.x + (box.width - width) / 2, y: box.y + (box.height - height) / 2, width, height };
  }));
  for (const one of taken) assert.ok(one.width >= 44 && one.height >= 44, JSON.stringify(one));
  const apart = (a, b) => a.x + a.width <= b.x + 1 || b.x + b.width <= a.x + 1 || a.y + a.height <= b.y + 1 || b.y + b.height <= a.y + 1;
  for (const [at, one] of taken.entries()) for (const other of taken.slice(at + 1)) assert.ok(apart(one, other), JSON.stringify([one, other]));
});

step("the way to what to do about a lost device is wide enough for a finger", async () => {
  await anna.walk("settings");
  await anna.at("lost-link").scrollIntoViewIfNeeded();
  const box = await anna.box(anna.at("lost-link"));
  assert.ok(box.width >= 44 && box.height >= 44, JSON.stringify(box));
  await anna.at("lost-link").tap();
  await anna.see("lost");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
