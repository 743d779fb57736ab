// On a screen three times as wide as a page: nothing runs out at the side, lists use the room, and what is read or filled in
// stays as wide as the eye can follow.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const SIZES = [{ width: 2560, height: 1080 }, { width: 3440, height: 1440 }];

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin, { viewport: SIZES[1] });
  await anna.page.emulateMedia({ reducedMotion: "reduce" });
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("empty-demo");
  await anna.see("grid");
  await anna.countIs(200);
  await anna.synced(60_000);
});

after(() => dispose(anna, server));

// At each of the sizes, once light and once dark.
async function wide(name, look) {
  for (const [at, size] of SIZES.entries()) {
    await anna.page.setViewportSize(size);
    await anna.page.emulateMedia({ colorScheme: at === 0 ? "light" : "dark" });
    await anna.page.waitForFunction(({ width }) => innerWidth === width, size);
    await anna.picture(`${name}-${size.width}`);
    const aside = await anna.page.evaluate(() => {
      const wider = (part) => part.scrollWidth > part.clientWidth;
      const scrolls = [...document.querySelectorAll("main, main *, dialog[open]")].filter((part) => !part.closest(".sr-only") && wider(part) && /auto|scroll/.test(getComputedStyle(part).overflowX));
      const beyond = [...document.querySelectorAll("main *, dialog[open] *")].filter((part) => part.checkVisibility() && part.getBoundingClientRect().right > innerWidth + 1);
      return {
        page: wider(document.documentElement),
        scrolls: scrolls.map((part) => part.className || part.tagName),
        beyond: beyond.slice(0, 5).map((part) => part.outerHTML.slice(0, 120)),
      };
    });
    assert.deepEqual(aside, { page: false, scrolls: [], beyond: [] }, `${name} at ${size.width}`);
    await look(size);
    await soundAsItStands(anna);
  }
}

// Where it is, and what holds it.
const place = (selector) => anna.page.locator(selector).first().evaluate((part) => {
  const [box, around] = [part.getBoundingClientRect(), part.parentElement.getBoundingClientRect()];
  return { width: box.width, left: box.left - around.left, right: around.left + part.parentElement.clientWidth - box.right };
});

// As wide as the styles say, and in the middle of the room it has.
async function isColumn(selector, width) {
  const { width: is, left, right } = await place(selector);
  assert.equal(is, width, `${selector} is ${width} px wide`);
  assert.ok(Math.abs(left - right) <= 1, `${selector} stands in the middle: ${left} before it, ${right} behind it`);
}

// Nothing that is read or typed is wider: words by their longest line, fields by themselves.
async function readable(within, most) {
  const { measured, wider } = await anna.page.evaluate(([within, most]) => {
    const lines = (part) => {
      const range = document.createRange();
      range.selectNodeContents(part);
      return [...range.getClientRects()].map((line) => line.width);
    };
    const parts = [...document.querySelectorAll(`${within} :is(p, h1, h2, dd, label, input, select, textarea, .hint, .what)`)].filter((part) => part.checkVisibility());
    const width = (part) => (/INPUT|SELECT|TEXTAREA/.test(part.tagName) ? part.getBoundingClientRect().width : Math.max(0, ...lines(part)));
    const wider = parts.filter((part) => width(part) > most);
    return { measured: parts.length, wider: wider.map((part) => `${Math.round(width(part))} px: ${part.outerHTML.slice(0, 120)}`) };
  }, [within, most]);
  assert.ok(measured > 0, `${within} has something to read`);
  assert.deepEqual(wider, []);
}

// A column's width without its padding.
const COLUMN = 860;
const PADDING = 56;

step("my day", async () => {
  await anna.walk("day");
  await anna.page.locator('[data-testid^="day-"]').first().waitFor();
  await wide("ultrawide-day", async () => {
    await isColumn('[data-testid="day"] .column', COLUMN);
    await readable('[data-testid="day"] .column', COLUMN - PADDING);
  });
});

step("people: the table fills the room, and its words stand in their columns", async () => {
  await anna.walk("people");
  await anna.countIs(200);
  await wide("ultrawide-people", async ({ width, height }) => {
    const grid = await anna.box(anna.at("grid"));
    assert.equal(grid.x + grid.width, width, "to the right edge");
    const row = await anna.box(anna.page.locator(".grid-body > [data-id]:not([hidden])").first());
    assert.ok(row.width > width - grid.x - 20, `a row of ${row.width}`);
    const [heads, cells] = await anna.page.evaluate(() => {
      const [head, cells] = [document.querySelectorAll('.grid-head [role="columnheader"]'), document.querySelector(".grid-body > [data-id]:not([hidden])").querySelectorAll(':scope > [role="gridcell"]')];
      const left = (part) => Math.round(part.getBoundingClientRect().left);
      return [[...head].map(left), [...cells].map(left)];
    });
    assert.ok(heads.length > 4);
    assert.deepEqual(cells, heads, "cells stand under their heads");
    // As many rows as there is room for.
    const shown = anna.page.locator(".grid-body > [data-id]:not([hidden])");
    await shown.nth(Math.floor((height - 220) / row.height) - 1).waitFor();
  });
});

step("the board: all stages side by side, of one width", async () => {
  await anna.walk("deals");
  await anna.page.locator(".deal").first().waitFor();
  await wide("ultrawide-board", async ({ width }) => {
    const stages = await anna.page.locator(".stage").evaluateAll((all) => all.map((one) => one.getBoundingClientRect()).map(({ left, right, width }) => ({ left, right, width })));
    assert.equal(stages.length, 6);
    for (const stage of stages) assert.ok(Math.abs(stage.width - stages[0].width) < 1, "as wide as the first");
    assert.ok(stages[5].right <= width && stages[5].right > width - 40, "the last one stands at the edge");
  });
});

step("the board on a small screen: a long name is cut, and makes no card wider than its column", async () => {
  await anna.page.setViewportSize({ width: 1440, height: 900 });
  const wider = await anna.page.locator(".stage ul").evaluateAll((all) => all.flatMap((list) => [...list.querySelectorAll(".deal")].filter((card) => card.getBoundingClientRect().width > list.getBoundingClientRect().width + 1)).map((card) => card.textContent));
  assert.deepEqual(wider, []);
});

step("a double click on a task's box finishes one task, not also the one that comes under the pointer", async () => {
  await anna.walk("day");
  await anna.at("day-late").getByTestId("tick").first().waitFor();
  const names = await anna.at("day-late").getByRole("listitem").allTextContents();
  assert.ok(names.length > 2, "the made-up tasks are late");
  const { x, y, width, height } = await anna.box(anna.at("day-late").getByTestId("tick").first());
  await anna.page.mouse.dblclick(x + width / 2, y + height / 2, { delay: 60 });
  await settles(async () => (await anna.at("day-late").getByRole("listitem").allTextContents())[0] !== names[0], true);
  await anna.synced();
  assert.deepEqual((await anna.at("day-late").getByRole("listitem").allTextContents())[0], names[1]);
});

step("a person: her page in the middle, her fields beside it", async () => {
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await anna.at("timeline-entry").first().waitFor();
  await wide("ultrawide-person", async ({ width }) => {
    await isColumn(".record-main > .inner", 960);
    await readable(".record-main > .inner", 960 - PADDING);
    const side = await anna.box(anna.page.locator(".record-side"));
    assert.deepEqual([side.width, side.x + side.width], [460, width]);
    await readable(".record-side", 460);
  });
  await anna.click("tab-privacy");
  await anna.page.locator('[data-purpose="Newsletter"]').first().waitFor();
  await wide("ultrawide-person-privacy", () => readable(".record-main > .inner", 960 - PADDING));
});

step("a deal", async () => {
  await anna.walk("deals");
  await anna.page.locator(".deal").first().click();
  await anna.see("record");
  await wide("ultrawide-deal", () => readable('[data-testid="record"]', 960 - PADDING));
});

step("the privacy centre and its pages", async () => {
  await anna.walk("privacy");
  await anna.see("restricted-people");
  await wide("ultrawide-privacy", async () => {
    await isColumn("main .scroll > .column", COLUMN);
    await readable("main .scroll > .column", COLUMN - PADDING);
  });
  for (const name of ["audit", "retention", "export"]) {
    await anna.walk("privacy");
    await anna.at("privacy-start").locator(`a[href="/privacy/${name}"]`).click();
    await anna.page.locator(".crumbs h1").waitFor();
    await anna.page.locator("main .skeleton").first().waitFor({ state: "detached" });
    await wide(`ultrawide-${name}`, async () => {
      await isColumn("main .scroll > .column", COLUMN);
      await readable("main .scroll > .column", COLUMN - PADDING);
    });
  }
});

step("settings, and what the server can see", async () => {
  await anna.walk("settings");
  await anna.see("sessions");
  await anna.at("pipeline").first().waitFor();
  await wide("ultrawide-settings", async () => {
    await isColumn('[data-testid="settings"]', COLUMN);
    await readable('[data-testid="settings"]', COLUMN - PADDING);
  });
  await anna.click("server-link");
  await anna.see("server-records");
  await wide("ultrawide-server", async () => {
    await isColumn('[data-testid="server-page"]', 1020);
    await readable('[data-testid="server-page"]', 1020 - PADDING);
  });
});

step("the dashboard takes more room, for three charts in a row", async () => {
  await anna.walk("dashboard");
  await anna.see("chart-pipeline");
  await wide("ultrawide-dashboard", async () => {
    const { width, left, right } = await place(".dashboard");
    assert.equal(width, 1720);
    assert.ok(Math.abs(left - right) <= 1, `in the middle: ${left}, ${right}`);
    const tops = await anna.page.locator(".charts > *").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
    assert.equal(tops.filter((top) => Math.abs(top - tops[0]) < 1).length, 3);
  });
});

step("a form and the palette stand in the middle, no wider than elsewhere", async () => {
  await anna.walk("people");
  await anna.click("new-record");
  await anna.see("new-record-dialog");
  await wide("ultrawide-form", async ({ width }) => {
    const box = await anna.box(anna.at("new-record-dialog"));
    assert.ok(box.width <= 620, `${box.width}`);
    assert.ok(Math.abs(box.x + box.width / 2 - width / 2) <= 1);
  });
  await anna.page.keyboard.press("Escape");
  await anna.at("new-record-dialog").waitFor({ state: "detached" });
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "andersson");
  await anna.at("palette").getByRole("option").first().waitFor();
  await wide("ultrawide-palette", async ({ width }) => {
    const box = await anna.box(anna.at("palette"));
    assert.ok(box.width <= 760, `${box.width}`);
    assert.ok(Math.abs(box.x + box.width / 2 - width / 2) <= 1);
  });
  await anna.page.keyboard.press("Escape");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
