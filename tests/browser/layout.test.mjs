// What stands on a page has room, in German, whose words are long: nothing is cut that is short of room only by a habit, what
// ends a dialog stays in sight, and what lies over a list covers none of it. Measured wide and on a phone.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const JOB_TITLE = 10, EMAILS = 20, PHONES = 21;
const LONG = "maximiliane.charlotte.von.hohenlohe@niederlassung.westfalen.example";
const ROWS = Array.from({ length: 40 }, (_, at) => `Person,Nummer ${at + 10},Berg AG,p${at}@berg.example`);
const FILE = [
  "First name,Last name,Company,Email",
  ...ROWS,
  `Maximiliane-Charlotte,von Hohenlohe-Langenburg-Schillingsfürst,Niederlassung Westfalen,${LONG}`,
].join("\n");

let server, greta;
const step = steps(() => ({ greta }));

before(async () => {
  server = await Server.start();
  greta = await Person.open(server.origin, { locale: "de-DE", timezoneId: "Europe/Berlin" });
  await greta.page.emulateMedia({ reducedMotion: "reduce" });
  await greta.signUp(server.signUpLink, "greta@example.org", undefined);
  await greta.createVault("Kanzlei Berg", "Greta Berg");
});

after(() => dispose(greta, server));

const sized = (width, height) => greta.page.setViewportSize({ width, height });
const wide = () => greta.page.setViewportSize(WIDE.viewport);
const phone = () => greta.page.setViewportSize(PHONE.viewport);

// What is read there, and of it what does not fit.
async function fits(selector, where) {
  const read = () => greta.page.evaluate((selector) => {
    const parts = [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
    const isCut = (part) => part.scrollWidth > part.clientWidth || (part.tagName === "TEXTAREA" && part.scrollHeight > part.clientHeight + 1);
    return [parts.length > 0, parts.filter(isCut).map((part) => part.value ?? part.innerText)];
  }, selector);
  await settles(read, [true, []], where);
}

// Names of fields that do not stand on the line of what they hold, and how far from it they are, in pixels.
const offLine = () => greta.page.evaluate(() => [...document.querySelectorAll(".attr")].flatMap((attr) => {
  const [name, value] = [attr.querySelector(":scope > .name"), attr.querySelector(":scope > .value > input.edit")];
  if (!value?.checkVisibility()) return [];
  const words = document.createRange();
  words.selectNodeContents(name);
  const [line, box] = [words.getClientRects()[0], value.getBoundingClientRect()];
  const off = (line.top + line.bottom - box.top - box.bottom) / 2;
  return Math.abs(off) > 1.2 ? [`${name.innerText}: ${off}`] : [];
}));

step("the signs of the first steps stand beside the first line of their words", async () => {
  await greta.walk("day");
  await greta.see("first-steps");
  const off = () => greta.page.evaluate(() => [...document.querySelectorAll('[data-testid="first-steps"] li')].map((item) => {
    const words = document.createRange();
    words.selectNodeContents(item.querySelector("b"));
    const [line, sign] = [words.getClientRects()[0], item.querySelector(".icon").getBoundingClientRect()];
    return Math.abs(line.top + line.bottom - sign.top - sign.bottom) <= 4;
  }));
  await settles(off, [true, true, true], "wide");
  await phone();
  await settles(off, [true, true, true], "on a phone");
  await wide();
});

step("a consent's column is as wide as what stands in it", async () => {
  await greta.walk("people");
  await greta.bring(FILE);
  await greta.synced(60_000);
  await greta.walk("people");
  await greta.countIs(41);
  // So narrow that every column has its least width.
  await sized(1000, 870);
  await fits(".grid-body > [data-id]:not([hidden]) .stands > .cut");
  await wide();
});

step("what is said covers no row at the end of a list, and is put away by a finger", async () => {
  const end = () => greta.page.evaluate(() => {
    const grid = document.querySelector('[data-testid="grid"]');
    grid.scrollTo(0, grid.scrollHeight);
    const tops = [...document.querySelectorAll('[data-testid="toast"]')].map((toast) => toast.getBoundingClientRect().top);
    return tops.length > 0 && grid.querySelector(".grid-body").getBoundingClientRect().bottom <= Math.min(...tops);
  });
  // A form that is left with something in it says so.
  const leaveForm = async () => {
    await greta.fill("given", "Eva");
    await greta.page.keyboard.press("Escape");
    await greta.at("new-record-dialog").waitFor({ state: "detached" });
    await greta.see("toast");
  };
  await greta.click("new-record");
  await leaveForm();
  await settles(end, true, "wide");
  // Whoever walks there by keys sees the row.
  await greta.at("grid").focus();
  for (const key of ["Home", "End"]) await greta.page.keyboard.press(key);
  const seen = () => greta.page.evaluate(() => {
    const [row, toast] = [".grid-row.at", '[data-testid="toast"]'].map((part) => document.querySelector(part)?.getBoundingClientRect());
    return row?.bottom <= toast?.top;
  });
  await settles(seen, true, "by keys");
  await phone();
  await greta.page.locator(".bottom .plus").click();
  await leaveForm();
  await settles(end, true, "on a phone");
  const cross = await greta.box(greta.at("toast").locator("button").last());
  assert.ok(cross.width >= 44 && cross.height >= 44, JSON.stringify(cross));
  // Many words and three buttons are several times as high.
  await greta.walk("tasks");
  await greta.page.locator(".bottom .plus").click();
  await greta.fill("title", "Maximiliane-Charlotte von Hohenlohe-Langenburg-Schillingsfürst wegen der Gesellschafterversammlung und der neuen Satzung anrufen");
  await greta.click("create-record");
  await greta.click("task-done");
  await greta.see("what-next");
  await greta.walk("people");
  await greta.countIs(41);
  const high = await greta.box(greta.at("toast"));
  assert.ok(high.height > 90, `${high.height} px`);
  await settles(end, true, "however much is said");
  await wide();
});

step("what is wrong in a form has the colour of what is wrong", async () => {
  await greta.click("new-record");
  await greta.fill("given", "Eva");
  await greta.fill("email", "keine Adresse");
  await greta.click("create-record");
  const wrong = greta.at("new-record-dialog").locator(".wrong");
  await wrong.waitFor();
  const [is, wanted] = await wrong.evaluate((part) => {
    const other = Object.assign(document.createElement("span"), { className: "no" });
    part.after(other);
    const colours = [part, other].map((one) => getComputedStyle(one).color);
    other.remove();
    return colours;
  });
  assert.equal(is, wanted);
  await greta.click("cancel-record");
  await greta.at("new-record-dialog").waitFor({ state: "detached" });
});

step("an address is read whole, names of fields have room and stand on the line of what they hold", async () => {
  await greta.openPerson("hohenlohe");
  const point = (key) => `[data-field="${key}"] [data-point]`;
  await fits(point(EMAILS), "wide");
  await fits(".attr > .name", "wide");
  // It has the line but for what leads there; what takes it away has no room of its own, and lies over neither of them for good.
  const line = greta.field(EMAILS).locator(".points > li");
  const ends = async () => {
    const boxes = [line.getByTestId("reach-mail"), line.locator(".remove")].map((part) => greta.box(part));
    return Promise.all([greta.box(line), greta.box(line.locator("[data-point]")), ...boxes]);
  };
  await greta.page.mouse.move(4, 4);
  const [row, address, reach, remove] = await ends();
  assert.ok(Math.abs(address.x + address.width - reach.x) <= 2, `${address.x + address.width} to ${reach.x}`);
  assert.ok(remove.x + remove.width <= reach.x && reach.x + reach.width <= row.x + row.width + 1, JSON.stringify([remove, reach, row]));
  assert.equal(await line.locator(".remove").evaluate((part) => getComputedStyle(part).opacity), "0");
  await line.hover();
  assert.equal(await line.locator(".remove").evaluate((part) => getComputedStyle(part).opacity), "1");
  assert.deepEqual(await offLine(), []);
  // What is not wrapped is told whole to whoever points at it.
  const title = "Leiterin der Abteilung für grenzüberschreitende Angelegenheiten der Niederlassung";
  await greta.setText(JOB_TITLE, title);
  await greta.field(JOB_TITLE).locator("input").hover();
  assert.equal(await greta.field(JOB_TITLE).locator("input").getAttribute("title"), title);
  const lefts = () => greta.page.evaluate(() => [".record-side .attr > .value", ".record-side .pairs > dd"].map((of) => {
    const shown = [...document.querySelectorAll(of)].find((part) => part.checkVisibility());
    return Math.round(shown.getBoundingClientRect().left);
  }));
  const [values, source] = await lefts();
  assert.equal(source, values, "where it came from stands under the fields");
  await phone();
  await greta.click("tab-details");
  await fits(point(EMAILS), "on a phone");
  await fits(".attr > .name", "on a phone");
  assert.deepEqual(await offLine(), []);
  // Its label is there for whoever writes, and large enough for a finger.
  await greta.field(EMAILS).locator("[data-point]").focus();
  const label = await greta.box(greta.field(EMAILS).locator(".label-of"));
  assert.ok(label.height >= 44, `${label.height} px`);
  const [, , leads, takes] = await ends();
  assert.ok(leads.width >= 44 && leads.height >= 44 && takes.y >= leads.y + leads.height, JSON.stringify([leads, takes]));
  await wide();
});

step("an address is one line, however it is pasted, and Enter leaves it", async () => {
  await greta.field(PHONES).locator(".add-point").click();
  const number = greta.field(PHONES).locator("[data-point]");
  await number.fill("030 12345\n67");
  await number.press("Enter");
  assert.equal(await number.evaluate((field) => field === document.activeElement), false);
  assert.equal(await number.inputValue(), "030 12345 67");
  // What came from elsewhere may be held in two: the first letter makes one of them, and the caret stays where it is.
  await number.focus();
  const typed = await number.evaluate(async (field) => {
    field.value = "030 12345\n67";
    field.setSelectionRange(3, 3);
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
    return [field.value, field.selectionStart, field.selectionEnd];
  });
  assert.deepEqual(typed, ["030 12345 67", 3, 3]);
  await number.press("Enter");
  await greta.synced();
});

step("on a phone what is found has its name whole", async () => {
  await phone();
  await greta.click("bottom-search");
  await greta.fill("palette-input", "hohenlohe");
  await greta.at("palette").getByRole("option", { name: /Schillingsfürst/ }).first().waitFor();
  await fits('.palette [role="option"] > .cut');
  await greta.page.keyboard.press("Escape");
  await greta.at("palette").waitFor({ state: "detached" });
});

step("what unfolds in a list's sheet has its sign; over the tasks, where the search always is, no button leads to it", async () => {
  await greta.walk("people");
  await greta.see("toggle-search");
  await greta.click("list-sheet-open");
  const summaries = greta.at("list-sheet").locator("summary");
  await summaries.first().waitFor();
  assert.equal(await summaries.count(), await greta.at("list-sheet").locator("summary > .icon").count());
  await greta.page.keyboard.press("Escape");
  await greta.at("list-sheet").waitFor({ state: "detached" });
  await greta.walk("tasks");
  await greta.page.locator(".bottom .plus").click();
  await greta.fill("title", "Notar anrufen");
  await greta.click("create-record");
  await greta.see("record");
  await greta.walk("tasks");
  assert.ok(await (await greta.see("search")).isVisible());
  assert.equal(await greta.at("toggle-search").count(), 0);
  await wide();
});

step("on a phone heads end where the column does; filters of the team's activity have their line, and are read whole", async () => {
  await phone();
  // How far from the screen's edge the last thing ends that has an edge itself.
  const end = () => greta.page.evaluate(() => {
    const all = [...document.querySelectorAll(".top > :is(.btn, .select, .segment, .search), .calendar-bar > .segment")];
    const last = all.filter((one) => one.checkVisibility()).at(-1);
    return last && innerWidth - Math.round(last.getBoundingClientRect().right);
  });
  for (const [page, seen] of [["day", "day"], ["dashboard", "dashboard"], ["calendar", "calendar"], ["members", "invite-open"], ["duplicates", "duplicates"]]) {
    await greta.walk(page);
    await greta.see(seen);
    await settles(end, 16, page);
  }
  await greta.walk("feed");
  const filters = () => greta.page.evaluate(() => {
    const all = [...document.querySelectorAll('[data-testid="feed"] .column select')];
    const words = document.createElement("canvas").getContext("2d");
    const isCut = (select) => {
      words.font = getComputedStyle(select).font;
      return words.measureText(select.selectedOptions[0].text).width > select.clientWidth - 38;
    };
    return [all.length, all.filter(isCut).map((select) => select.selectedOptions[0].text)];
  });
  await settles(filters, [2, []]);
  await wide();
  await settles(() => greta.page.locator('[data-testid="feed"] header select').count(), 2, "with room they stand beside the name");
});

step("a dialog longer than the screen keeps its last buttons in sight, and covers no field that has the focus", async () => {
  await greta.walk("settings");
  await greta.click("add-field");
  await greta.see("field-form");
  const pressable = () => greta.page.evaluate(() => {
    const [dialog, save] = ["field-form", "field-save"].map((name) => document.querySelector(`[data-testid="${name}"]`));
    const { x, y, width, height, bottom } = save.getBoundingClientRect();
    const on = document.elementFromPoint(x + width / 2, y + height / 2);
    return [dialog.scrollHeight > dialog.clientHeight, bottom <= innerHeight && save.contains(on)];
  });
  const covered = () => greta.page.evaluate(() => {
    const dialog = document.querySelector('[data-testid="field-form"]');
    const last = [...dialog.querySelectorAll("select")].at(-1);
    last.blur();
    last.focus();
    return last.getBoundingClientRect().bottom > dialog.querySelector("footer").getBoundingClientRect().top;
  });
  for (const [width, height] of [[1440, 560], [390, 600]]) {
    await sized(width, height);
    await greta.at("field-form").evaluate((dialog) => dialog.scrollTo(0, 0));
    await settles(pressable, [true, true], `${width} × ${height}`);
    await settles(covered, false, `${width} × ${height}`);
  }
  await wide();
});

step("the form for a field says of what it is one, and a complaint goes once it is mended", async () => {
  const form = greta.at("field-form");
  assert.match(await form.getByRole("heading").first().innerText(), /^Neues Feld für Personen$/);
  await greta.click("field-save");
  await form.getByTestId("problem").waitFor();
  await greta.fill("field-name", "Kennung");
  await form.getByTestId("problem").waitFor({ state: "detached" });
});

step("no page complained", () => assert.deepEqual(greta.errors, []));
