// Weeks and days by the hour: where meetings stand in them, what a press makes, and what a pointer or keys move.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { MONTH, calendar } from "./lib/calendar.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const { addMeeting, addTask } = calendar(() => anna);

// A meeting of one hour and a task without a time: all that these days hold at first.
before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, { timezoneId: "Europe/Berlin", locale: "en-GB" });
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await addTask("Call back", `${MONTH}-17`);
  await addMeeting("Offer", `${MONTH}-10T09:00`, `${MONTH}-10T10:00`);
});

after(() => dispose(anna, server));

// Hours of a week or a day. The day beside the 10th and the 17th is in the same week as they are.
const hoursOf = (day) => anna.page.locator(`section[data-day="${MONTH}-${day}"]`);
const block = (day, name) => hoursOf(day).getByTestId("event").filter({ hasText: name });
const above = (day, name) => anna.page.locator(`.hours-head[data-day="${MONTH}-${day}"]`).getByTestId("event").filter({ hasText: name });
const ENDS_WEEK = new Date(`${MONTH}-10T12:00Z`).getUTCDay() === 0;
const beside = (day) => String(Number(day) + (ENDS_WEEK ? -1 : 1)).padStart(2, "0");
const minuteOf = (part) => part.evaluate((part) => {
  // While a day is drawn anew, a block that was found is in no column any more.
  if (!part.closest(".hours")) return -1;
  const [own, hours] = [part, part.closest(".hours")].map((of) => of.getBoundingClientRect());
  return Math.round(((own.top - hours.top) / hours.height) * 1_440);
});
const begins = (part, minute) => settles(() => minuteOf(part), minute);

// Where on the page a minute of a day is, in the middle of what is seen of the hours.
const place = (day, minute) => anna.page.evaluate(([day, minute]) => {
  const hours = document.querySelector(`section[data-day="${day}"] .hours`);
  const scroller = hours.closest(".calendar-scroll");
  scroller.scrollTop = (minute / 1_440) * scroller.scrollHeight - scroller.clientHeight / 2;
  const box = hours.getBoundingClientRect();
  return { x: box.left + box.width / 2, y: box.top + (minute / 1_440) * box.height };
}, [`${MONTH}-${day}`, minute]);

async function pressHour(day, minute) {
  const { x, y } = await place(day, minute);
  await anna.page.mouse.click(x, y);
  await anna.see("calendar-new");
}

async function meetingAt(day, minute, title, times = {}) {
  await pressHour(day, minute);
  await anna.click("new-meeting-here");
  await anna.fill("title", title);
  for (const [field, time] of Object.entries(times)) await anna.fill(field, `${MONTH}-${day}T${time}`);
}

step("a week by the hour begins at the working day; a press on an empty hour makes a meeting at that time", async () => {
  await anna.goto(`/calendar?view=week&day=${MONTH}-10`);
  await anna.unlock();
  await begins(block("10", "Offer"), 9 * 60);
  const seen = () => anna.at("calendar-hours").evaluate((scroller) => Math.round((scroller.scrollTop / scroller.scrollHeight) * 1_440 / 15) * 15);
  await settles(seen, 7 * 60 + 30, "hours before the working day are a scroll away");
  await meetingAt("10", 13 * 60 + 10, "Lunch");
  assert.equal(await anna.at("when").inputValue(), `${MONTH}-10T13:00`, "at the half hour before the press");
  assert.equal(await anna.at("until").inputValue(), `${MONTH}-10T14:00`);
  await anna.click("create-record");
  await begins(block("10", "Lunch"), 13 * 60);
  await says(block("10", "Lunch"), /13:00 – 14:00/);
});

step("what overlaps stands side by side", async () => {
  await meetingAt("10", 15 * 60 + 10, "Review", { when: "13:30", until: "14:30" });
  await anna.click("create-record");
  await begins(block("10", "Review"), 13 * 60 + 30);
  await settles(async () => {
    const [lunch, review, day] = [await anna.box(block("10", "Lunch")), await anna.box(block("10", "Review")), await anna.box(hoursOf("10"))];
    const apart = lunch.x + lunch.width <= review.x;
    return [apart, Math.abs(lunch.width - review.width) < 2, review.x + review.width <= day.x + day.width];
  }, [true, true, true]);
  await anna.pictures("calendar-hours");
});

step("by pointer a meeting is put on another day and at another time, in quarters of an hour; undo brings it back", async () => {
  const to = beside("10");
  await place("10", 12 * 60);
  const [own, from, there] = [await anna.box(block("10", "Lunch")), await anna.box(hoursOf("10")), await anna.box(hoursOf(to))];
  const [x, y] = [own.x + 20, own.y + 12];
  await anna.page.mouse.move(x, y);
  await anna.page.mouse.down();
  await anna.page.mouse.move(x + there.x - from.x, y - (125 / 1_440) * from.height, { steps: 8 });
  await says(anna.at("calendar-landing"), /^\s*11:00\s*$/, "it is told where it would stand");
  await anna.page.mouse.up();
  await begins(block(to, "Lunch"), 11 * 60);
  await says(block(to, "Lunch"), /11:00 – 12:00/, "it is as long as before");
  await anna.click("undo");
  await begins(block("10", "Lunch"), 13 * 60);
});

step("by keys a meeting goes on by quarters of an hour and to another day", async () => {
  const aside = ENDS_WEEK ? "ArrowLeft" : "ArrowRight";
  await block("10", "Lunch").focus();
  for (const key of [" ", "ArrowDown", aside]) await anna.page.keyboard.press(key);
  await says(anna.at("calendar-said"), new RegExp(`${Number(beside("10"))} Jun, 13:15`));
  await hoursOf(beside("10")).getByTestId("calendar-landing").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.at("calendar-landing").waitFor({ state: "detached" });
  await begins(block("10", "Lunch"), 13 * 60);
  for (const key of [" ", "ArrowUp", "ArrowUp", " "]) await anna.page.keyboard.press(key);
  await begins(block("10", "Lunch"), 12 * 60 + 30);
  await anna.page.waitForFunction(() => document.activeElement?.textContent.includes("Lunch"), null, { timeout: 5_000 });
  assert.match(await block("10", "Lunch").getAttribute("aria-label"), /^12:30 – 13:30 Lunch, .*10 Jun/);
});

step("what keys took up is put back by Esc wherever the focus is, and by a way to other days", async () => {
  const takeUp = async () => {
    await block("10", "Lunch").focus();
    for (const key of [" ", "ArrowDown"]) await anna.page.keyboard.press(key);
    await anna.at("calendar-landing").waitFor();
  };
  const isBack = async () => {
    await anna.at("calendar-landing").waitFor({ state: "detached" });
    await says(anna.at("calendar-said"), /Lunch left where it was/);
  };
  await takeUp();
  await anna.page.keyboard.press("Tab");
  await anna.page.keyboard.press("Escape");
  await isBack();
  await takeUp();
  await anna.page.keyboard.press("j");
  await isBack();
  await anna.page.keyboard.press("k");
  await begins(block("10", "Lunch"), 12 * 60 + 30);
});

step("what comes to overlap a meeting makes it narrower, and leaves the focus on it", async () => {
  const width = async () => (await anna.box(block("10", "Review"))).width;
  const before = await width();
  await block("10", "Review").focus();
  await anna.page.keyboard.press("Control+z");
  await begins(block("10", "Lunch"), 13 * 60);
  await settles(async () => (await width()) < before * 0.7, true);
  assert.match(await anna.page.evaluate(() => document.activeElement.textContent), /Review/);
});

step("put back by Esc while it is carried, it makes nothing new where the pointer lets go, however late", async () => {
  await place("10", 14 * 60);
  const own = await anna.box(block("10", "Lunch"));
  const hour = (await anna.box(hoursOf("10"))).height / 24;
  await anna.page.mouse.move(own.x + 20, own.y + 12);
  await anna.page.mouse.down();
  await anna.page.mouse.move(own.x + 20, own.y + 12 + 3 * hour, { steps: 6 });
  await anna.at("calendar-landing").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.at("calendar-landing").waitFor({ state: "detached" });
  const since = await anna.page.evaluate(() => Date.now());
  await anna.page.waitForFunction((since) => Date.now() - since > 500, since);
  await anna.page.mouse.up();
  await anna.answered();
  assert.equal(await anna.at("calendar-new").count(), 0);
  await begins(block("10", "Lunch"), 13 * 60);
  // A click so soon after it would still be taken for a part of it.
  const released = await anna.page.evaluate(() => Date.now());
  await anna.page.waitForFunction((released) => Date.now() - released > 300, released);
});

step("a meeting over midnight stands on both of its days", async () => {
  const [first, second] = ENDS_WEEK ? ["09", "10"] : ["10", "11"];
  await meetingAt(first, 18 * 60 + 10, "Night");
  await anna.fill("when", `${MONTH}-${first}T23:00`);
  await anna.fill("until", `${MONTH}-${second}T01:00`);
  await anna.click("create-record");
  await begins(block(first, "Night"), 23 * 60);
  await begins(block(second, "Night"), 0);
});

step("a day on which clocks are set anew is as long as any other", async () => {
  const lastSunday = (month) => {
    const day = new Date(Date.UTC(Number(MONTH.slice(0, 4)), month, 0));
    day.setUTCDate(day.getUTCDate() - day.getUTCDay());
    return day;
  };
  const iso = (day) => day.toISOString().slice(0, 10);
  const inventory = async (day, when, until) => {
    await anna.goto(`/calendar?view=week&day=${day}`);
    await anna.unlock();
    const head = anna.page.locator(`.hours-head[data-day="${day}"]`);
    await head.hover();
    await head.getByTestId("day-new").click();
    await anna.click("new-meeting-here");
    await anna.fill("title", "Inventory");
    await anna.fill("when", when);
    await anna.fill("until", until);
    await anna.click("create-record");
    const [above, among] = [head, anna.page.locator(`section[data-day="${day}"]`)];
    return [above, among].map((where) => where.getByTestId("event").filter({ hasText: "Inventory" }));
  };
  const [spring, autumn] = [lastSunday(3), lastSunday(10)];
  const next = iso(new Date(spring.getTime() + 86_400_000));
  const [whole, none] = await inventory(iso(spring), `${iso(spring)}T00:30`, `${next}T00:30`);
  await whole.waitFor();
  assert.equal(await none.count(), 0, "of 23 hours, and from one half past midnight to the next");
  const [no, long] = await inventory(iso(autumn), `${iso(autumn)}T00:00`, `${iso(autumn)}T23:30`);
  await begins(long, 0);
  assert.equal(await no.count(), 0, "of more than 24 hours, and within one day");
  await anna.goto(`/calendar?view=week&day=${MONTH}-10`);
  await anna.unlock();
  await block("10", "Lunch").waitFor();
});

step("what has no time stands above the hours; a day has them alone, with its week to go to", async () => {
  await anna.page.keyboard.press("j");
  await above("17", "Call back").waitFor();
  assert.equal(await block("17", "Call back").count(), 0);
  await anna.page.locator(`.hours-head[data-day="${MONTH}-17"] .which`).click();
  await anna.see("calendar-week");
  await settles(() => anna.page.locator("section[data-day]").count(), 1);
  assert.match(new URL(anna.page.url()).search, new RegExp(`view=day&day=${MONTH}-17`));
  await anna.pictures("calendar-day");
  // Keys that carry it out of the day take the page along.
  const other = beside("17");
  await above("17", "Call back").focus();
  for (const key of [" ", ENDS_WEEK ? "ArrowLeft" : "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await above(other, "Call back").waitFor();
  await anna.page.waitForFunction((day) => location.search.includes(`day=${day}`), `${MONTH}-${other}`);
  await anna.click("undo");
  await above(other, "Call back").waitFor({ state: "detached" });
  await anna.at("calendar-week").locator(`[data-day="${MONTH}-17"]`).click();
  await above("17", "Call back").waitFor();
});

step("today is marked, with a line for now", async () => {
  await anna.click("layout-week");
  await anna.page.keyboard.press("t");
  const today = await anna.page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  await anna.page.locator(`section.today[data-day="${today}"]`).getByTestId("calendar-now").waitFor();
  assert.equal(await anna.at("calendar-now").count(), 1, "on no other day");
  const off = await anna.at("calendar-now").evaluate((line) => {
    const hours = line.parentElement.getBoundingClientRect();
    const now = new Date();
    const box = line.getBoundingClientRect();
    return Math.abs(((box.top + box.height / 2 - hours.top) / hours.height) * 1_440 - now.getHours() * 60 - now.getMinutes());
  });
  assert.ok(off < 3, `${off} minutes off`);
});

step("on a phone hours have room for three days, or for one; a press on an empty one makes something there", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.goto(`/calendar?view=week&day=${MONTH}-10`);
  await anna.unlock();
  await begins(block("10", "Offer"), 9 * 60);
  await settles(() => anna.page.locator("section[data-day]").count(), 3);
  assert.equal(await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth), false, "nothing is wider than the screen");
  await anna.page.keyboard.press("j");
  await hoursOf("13").waitFor();
  await anna.click("layout-day");
  await settles(() => anna.page.locator("section[data-day]").count(), 1);
  await pressHour("13", 16 * 60 + 40);
  await says(anna.at("calendar-new"), /13 Jun, 16:30/);
  await anna.page.keyboard.press("Escape");
  await anna.at("calendar-new").waitFor({ state: "detached" });
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual(anna.errors, []);
});
