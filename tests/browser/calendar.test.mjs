// A week's work by the calendar: a task that comes again, a meeting moved by keys, a file taken along, a reminder that
// says nothing of anybody.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { MONTH, calendar } from "./lib/calendar.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));
const { on, event, addTask, addMeeting, wakeTomorrow, wakeToday } = calendar(() => anna);
const SECRET = "Ombrelyth";

// Every notification is written down in place of being shown: a headless browser shows none.
const NOTED = () => {
  window.noted = [];
  const asked = class extends EventTarget {
    static permission = sessionStorage.allowed ?? "default";
    static requestPermission() {
      sessionStorage.allowed = asked.permission = "granted";
      return Promise.resolve("granted");
    }
    constructor(title, options) {
      super();
      window.noted.push({ title, ...options });
      window.lastNoted = this;
    }
    close() {}
  };
  window.Notification = asked;
};

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, { timezoneId: "Europe/Berlin", locale: "en-GB" });
  await anna.context.addInitScript(NOTED);
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
});

after(() => dispose(anna, server));

async function saved(press) {
  const [download] = await Promise.all([anna.page.waitForEvent("download"), press()]);
  return { name: download.suggestedFilename(), text: readFileSync(await download.path(), "utf8") };
}

step("a task that repeats: what people choose first, then the details, in plain words", async () => {
  await addTask(`Report on ${SECRET}, quarterly; \\ long`, `${MONTH}-02`);
  await anna.click("repeat");
  await anna.see("repeat-dialog");
  await anna.page.locator('[data-testid="repeat-dialog"] .chip-choice:focus').waitFor();
  await anna.page.getByRole("button", { name: "Every weekday" }).waitFor();
  await anna.page.getByRole("button", { name: /^Every week on / }).click();
  await anna.fill("repeat-every", "0");
  await says(anna.at("repeat-words"), /^\s*$/, "nothing is promised that is no rule");
  await anna.fill("repeat-every", "2");
  await anna.page.getByRole("button", { name: "Monday" }).click();
  await anna.page.getByRole("button", { name: "Thursday" }).click();
  await says(anna.at("repeat-words"), /^\s*Every 2 weeks on Mon, .*Thu/);
  await anna.pictures("repeat");
  await anna.page.getByRole("button", { name: "Every month on the 2nd" }).first().click();
  await anna.click("repeat-save");
  await anna.page.getByTestId("repeat").filter({ hasText: "Every month on the 2nd" }).waitFor();
});

step("ticked off, the next one is there; undo takes it away again", async () => {
  await anna.walk("tasks");
  await anna.countIs(1);
  await anna.at("tick").first().click();
  await anna.page.locator("[role=row]").filter({ hasText: "2 Jul" }).first().waitFor();
  const comesAgain = (words) => anna.at("toast").filter({ hasText: words });
  await comesAgain(/is done\. It comes again on \w+,? 2 Jul/).getByTestId("what-next").waitFor();
  await anna.click("undo");
  await anna.page.locator("[role=row]").filter({ hasText: "2 Jun" }).first().waitFor();
  await anna.countIs(1);
  // Ticked off as a field of what is selected, it is told beside that.
  await anna.at("grid").focus();
  for (const key of ["Home", "x"]) await anna.page.keyboard.press(key);
  await anna.click("edit-selected");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "Field" }).selectOption({ label: "Done" });
  await anna.click("bulk-save");
  await comesAgain(/changed\. It comes again on \w+,? 2 Jul/).getByTestId("undo").click();
  await anna.page.locator("[role=row]").filter({ hasText: "2 Jun" }).first().waitFor();
  await anna.countIs(1);
  await anna.at("grid").focus();
  await anna.page.keyboard.press("Escape");
  await anna.at("tick").first().click();
  await anna.page.locator("[role=row]").filter({ hasText: "2 Jul" }).first().waitFor();
});

step("the month shows what is done, what is due, and lightly what will come again", async () => {
  await anna.page.keyboard.press("g");
  await anna.page.keyboard.press("k");
  await anna.see("calendar-grid");
  // Where she is it is tomorrow already while this machine still has today.
  const today = await anna.page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  assert.equal(await anna.page.locator(".day.today").getAttribute("data-day"), today);
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await anna.page.locator('[data-testid="event"].struck').filter({ hasText: SECRET }).waitFor();
  assert.match(await anna.at("calendar-title").innerText(), /^June /);
  assert.match(await anna.page.locator(".calendar-heads").innerText(), /^Mon/, "weeks begin as they do here");
  await anna.page.keyboard.press("j");
  await anna.page.locator('[data-what="task"]').filter({ hasText: SECRET }).waitFor();
  await anna.page.keyboard.press("j");
  await anna.page.locator('[data-what="again"]').filter({ hasText: SECRET }).first().waitFor();
  await anna.page.keyboard.press("k");
  await anna.page.keyboard.press("k");
  await anna.page.getByText("June ").first().waitFor();
});

step("a press on an empty day makes a meeting there; by keys it goes to another day, and undo brings it back", async () => {
  await on("10").hover();
  await on("10").click({ position: { x: 60, y: 80 } });
  await anna.see("calendar-new");
  await anna.click("new-meeting-here");
  await anna.fill("title", "Offer");
  await anna.click("create-record");
  await event("10", "Offer").waitFor();
  assert.match(await event("10", "Offer").innerText(), /09:00/);
  await event("10", "Offer").focus();
  for (const key of [" ", "ArrowRight", "ArrowDown"]) await anna.page.keyboard.press(key);
  await anna.page.locator(`[data-day="${MONTH}-18"].over`).waitFor();
  await says(anna.at("calendar-said"), /18 Jun/);
  await anna.page.keyboard.press("Escape");
  await event("10", "Offer").waitFor();
  for (const key of [" ", "ArrowRight", "ArrowDown", " "]) await anna.page.keyboard.press(key);
  await event("18", "Offer").waitFor();
  await says(event("18", "Offer"), /09:00/, "at the same time of the day");
  await anna.page.waitForFunction(() => document.activeElement?.textContent.includes("Offer"), null, { timeout: 5_000 });
  await anna.click("undo");
  await event("10", "Offer").waitFor();
});

step("by pointer a task is put on another day, and a click opens what it moves", async () => {
  await addTask("Call back", `${MONTH}-15`);
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await event("15", "Call back").hover();
  await anna.page.mouse.down();
  const box = await anna.box(on("17"));
  await anna.page.mouse.move(box.x + 40, box.y + 60, { steps: 6 });
  await anna.page.mouse.up();
  await event("17", "Call back").waitFor();
  await anna.pictures("calendar-month");
  await anna.click("layout-week");
  await anna.page.waitForFunction(() => document.querySelectorAll("section[data-day]").length === 7, null, { timeout: 10_000 });
  await anna.pictures("calendar-week");
  await anna.click("layout-agenda");
  await anna.at("agenda-day").filter({ hasText: "Offer" }).waitFor();
  await anna.pictures("calendar-agenda");
  await anna.at("agenda-day").getByText("Call back").click();
  await anna.see("record");
});

step("a day shows as many lines as there is room for, and all of them when asked", async () => {
  for (const title of ["One", "Two", "Three", "Four", "Five"]) await addTask(title, `${MONTH}-24`);
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await anna.page.setViewportSize({ width: 1380, height: 640 });
  const lines = on("24").getByTestId("event");
  const more = on("24").getByTestId("calendar-more");
  await says(more, /^\+3 more$/);
  await settles(() => lines.count(), 2, "the line that counts them takes the third");
  await more.click();
  await lines.nth(4).waitFor();
  await says(more, /Show fewer/);
  await more.click();
  await says(more, /^\+3 more$/);
  await anna.page.setViewportSize({ width: 1380, height: 1440 });
  await more.waitFor({ state: "detached" });
  await settles(() => lines.count(), 5);
  await anna.page.setViewportSize(WIDE.viewport);
});

step("what is shown is taken along as a file, line by line; one meeting from its own menu", async () => {
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await event("10", "Offer").waitFor();
  await anna.click("calendar-files");
  const whole = await saved(() => anna.click("ics-shown"));
  assert.equal(whole.name, "tacit-calendar.ics");
  const lines = whole.text.replaceAll("\r\n ", "").split("\r\n");
  const year = MONTH.slice(0, 4);
  for (const line of [
    "BEGIN:VCALENDAR",
    `SUMMARY:Report on ${SECRET}\\, quarterly\\; \\\\ long`,
    "STATUS:COMPLETED",
    `DUE;VALUE=DATE:${year}0617`,
    `DTSTART:${year}0610T070000Z`,
    `DTEND:${year}0610T080000Z`,
    "END:VCALENDAR",
  ]) {
    assert.ok(lines.includes(line), `${line} in ${whole.text}`);
  }
  await anna.click("calendar-files");
  const open = await saved(() => anna.click("ics-open"));
  assert.match(open.text, /RRULE:FREQ=MONTHLY/);
  assert.ok(open.text.split("\r\n").every((line) => Buffer.byteLength(line) <= 75));
  await event("10", "Offer").click();
  await anna.see("record");
  await anna.click("record-menu");
  const one = await saved(() => anna.click("record-ics"));
  assert.equal(one.text.match(/BEGIN:VEVENT/g).length, 1);
});

step("a meeting of today stands on My day with its time, and opens", async () => {
  const today = await anna.page.evaluate(() => new Date().toLocaleDateString("sv-SE"));
  await anna.walk("activities");
  await anna.page.keyboard.press("c");
  const form = anna.at("new-record-dialog");
  await anna.see("when");
  assert.equal(await anna.at("until").count(), 0, "a note has no end");
  await form.getByRole("combobox", { name: "Type" }).selectOption("meeting");
  await anna.fill("title", "Hearing");
  await anna.fill("when", `${today}T23:30`);
  await anna.fill("until", `${today}T23:50`);
  await anna.pictures("activity-new");
  await anna.click("create-record");
  await anna.see("record");
  await anna.walk("day");
  const line = anna.at("day-today").getByTestId("day-meeting").filter({ hasText: "Hearing" });
  await line.waitFor();
  assert.match(await line.innerText(), /23:30 – 23:50/);
  await says(anna.at("day-today").locator("h2"), /^Today 1$/);
  await anna.pictures("day-meeting");
  await line.click();
  await anna.at("record-name").getByText("Hearing").waitFor();
});

step("a meeting of several days stands on each of them, also once it is midnight while My day is open", async () => {
  const day = (ahead) => anna.page.evaluate((ahead) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE"), ahead);
  await addMeeting("Fair", `${await day(-1)}T09:00`, `${await day(2)}T17:00`);
  await anna.walk("day");
  const fair = anna.at("day-today").getByTestId("day-meeting").filter({ hasText: "Fair" });
  await fair.filter({ hasText: /Yesterday 09:00 – .* 17:00/ }).waitFor();
  const hearing = anna.at("day-today").getByTestId("day-meeting").filter({ hasText: "Hearing" });
  await hearing.waitFor();
  await wakeTomorrow();
  await hearing.waitFor({ state: "detached" });
  await fair.waitFor();
  await wakeToday();
  await hearing.waitFor();
});

step("beside My day stands what is late or due, and beside Tasks what its list begins with, also once it is midnight", async () => {
  const side = (path) => anna.page.locator(`nav.side a[href="${path}"]`);
  // What is heard behind a line's name.
  const heard = (link) => link.evaluate((link) => link.querySelector(".sr-only")?.textContent.trim() ?? null);
  const named = (path, words) => settles(() => heard(side(path)), words);
  const day = (ahead) => anna.page.evaluate((ahead) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE"), ahead);
  await named("/day", null);
  assert.equal(await anna.at("due-count").count(), 0, "nothing is due, and no zero stands there");
  await addTask("Pay the fee", await day(0));
  await named("/day", "1 late or due today");
  await addTask("Call again", await day(1));
  await anna.walk("tasks");
  const listed = async () => Number((await anna.at("count").innerText()).replaceAll(/\D/g, ""));
  await settles(async () => (await listed()) > 2 && (await heard(side("/tasks"))) === `${await listed()} open`, true);
  const open = await listed();
  await says(side("/tasks"), new RegExp(`Tasks\\s+${open} open\\s+${open}$`));
  await named("/day", "1 late or due today");
  await wakeTomorrow();
  await named("/day", "2 late or due today");
  await says(anna.at("due-count"), /^2$/);
  await anna.pictures("side-counts");
  await wakeToday();
  await named("/day", "1 late or due today");
  await anna.page.setViewportSize(PHONE.viewport);
  const bottom = anna.page.locator('.bottom a[href="/day"]');
  await says(bottom, /1\s*$/);
  assert.equal(await heard(bottom), "1 late or due today");
  await anna.page.locator('.bottom a[href="/more"]').click();
  await anna.at("phone-vaults").waitFor();
  const more = anna.page.getByRole("link", { name: `Tasks ${open} open`, exact: true });
  await says(more, new RegExp(`Tasks\\s+${open} open\\s+${open}$`));
  await anna.pictures("phone-counts");
  await anna.page.setViewportSize(WIDE.viewport);
  await anna.walk("tasks");
  const fee = anna.page.locator("[role=row]:visible").filter({ hasText: "Pay the fee" });
  await fee.getByTestId("tick").click();
  await named("/day", null);
  await named("/tasks", `${open - 1} open`);
  await anna.page.keyboard.press("Control+z");
  await named("/day", "1 late or due today");
});

step("a calendar that is open at midnight goes on: what was due is late, what was is over, and the day is today", async () => {
  const day = (ahead) => anna.page.evaluate((ahead) => new Date(Date.now() + ahead * 86_400_000).toLocaleDateString("sv-SE"), ahead);
  const [today, tomorrow] = [await day(0), await day(1)];
  const has = (part, name) => part.evaluate((part, name) => part.classList.contains(name), name);
  await anna.goto(`/calendar?view=week&day=${today}`);
  await anna.unlock();
  const fee = anna.page.locator(`.hours-head[data-day="${today}"]`).getByTestId("event").filter({ hasText: "Pay the fee" });
  const hearing = anna.page.locator(`section[data-day="${today}"]`).getByTestId("event").filter({ hasText: "Hearing" });
  await settles(() => has(fee, "late"), false);
  await wakeTomorrow();
  await settles(() => has(fee, "late"), true);
  await settles(() => has(hearing, "past"), true);
  await wakeToday();
  await settles(() => has(fee, "late"), false);
  await anna.goto("/calendar?view=day");
  await anna.unlock();
  await anna.page.locator(`section[data-day="${today}"]`).waitFor();
  await wakeTomorrow();
  await anna.page.locator(`section[data-day="${tomorrow}"]`).waitFor();
  await wakeToday();
  await anna.page.locator(`section[data-day="${today}"]`).waitFor();
});

step("where days are shown, what is new is a task: on a phone by the plus, in the calendar on its day", async () => {
  const due = async (day) => {
    await anna.see("due");
    assert.equal(await anna.at("due").inputValue(), day);
    await anna.page.keyboard.press("Escape");
    await anna.at("new-record-dialog").waitFor({ state: "detached" });
  };
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("day");
  await anna.see("day");
  await anna.page.locator(".bottom .plus").click();
  await due(await anna.page.evaluate(() => new Date().toLocaleDateString("sv-SE")));
  await anna.page.setViewportSize(WIDE.viewport);
  await anna.goto(`/calendar?view=month&day=${MONTH}-12`);
  await anna.unlock();
  await anna.see("calendar-grid");
  await anna.page.keyboard.press("c");
  await due(`${MONTH}-12`);
});

step("a reminder comes as a notification without a word about anybody; pressing it shows the day", async () => {
  // A minute from now, by the clock on the wall.
  const soon = new Date(Date.now() + 61_000);
  const clock = await anna.page.evaluate((at) => new Date(at).toTimeString().slice(0, 5), soon.getTime());
  await addTask(`Call ${SECRET}`, await anna.page.evaluate((at) => new Date(at).toLocaleDateString("sv-SE"), soon.getTime()));
  assert.equal(await anna.page.evaluate(() => Notification.permission), "default", "nothing was asked before");
  await anna.at("remind").getByRole("combobox").selectOption({ label: "On the due day" });
  await anna.page.waitForFunction(() => Notification.permission === "granted");
  await anna.see("remind-time");
  await anna.fill("remind-time", clock);
  await anna.at("remind-time").blur();
  await anna.pictures("remind");
  await anna.page.waitForFunction(() => window.noted.length > 0, null, { timeout: 150_000 });
  const noted = await anna.page.evaluate(() => window.noted);
  assert.deepEqual(noted, [{ title: "Tacit: a task is due", tag: "tacit-due" }]);
  assert.ok(!JSON.stringify(noted).includes(SECRET));
  await anna.page.evaluate(() => window.lastNoted.onclick());
  await anna.see("day");
  await anna.page.waitForTimeout(16_000);
  assert.equal(await anna.page.evaluate(() => window.noted.length), 1, "once");
});

step("on a phone: the list first, the month as a small grid with the day's list below", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("calendar");
  await anna.see("agenda");
  await anna.goto(`/calendar?view=month&day=${MONTH}-10`);
  await anna.unlock();
  await anna.at("calendar-below").getByText("Offer").waitFor();
  await anna.picture("calendar-small");
  await on("10").locator(".dots i").first().waitFor();
  const wider = await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wider, false, "nothing is wider than the screen");
  await on("17").getByRole("button").first().click();
  await anna.at("calendar-below").getByText("Call back").waitFor();
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual(anna.errors, []);
});
