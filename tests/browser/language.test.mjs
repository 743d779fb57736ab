// A browser that asks for German gets a German page, from the door to the last list, and English when that is chosen.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { after, before } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, greta;
const step = steps(() => ({ greta }));

before(async () => {
  server = await Server.start();
  greta = await Person.open(server.origin, { locale: "de-DE", timezoneId: "Europe/Berlin" });
});

after(() => dispose(greta, server));

// Short texts of a catalogue: area.name → words.
function catalogue(language) {
  const folder = new URL(`../../client/app/src/strings/${language}/`, import.meta.url);
  const texts = new Map();
  for (const file of readdirSync(folder)) {
    for (const [, name, text] of readFileSync(new URL(file, folder), "utf8").matchAll(/^\s+(\w+): "(.+)",$/gm)) texts.set(`${file}.${name}`, text);
  }
  return texts;
}

// What made-up records hold is English in every language: it is a vault's content, not the page's words.
const madeUp = readFileSync(new URL("../../client/crm/src/demo/work.rs", import.meta.url), "utf8");

// English texts that German does not say with the same words anywhere.
const german = new Set(catalogue("de").values());
const isSaid = (text) => /^[A-Z][a-z]{2}/.test(text) && !german.has(text) && !madeUp.includes(`"${text}"`);
const english = [...catalogue("en").values()].filter(isSaid);
assert.ok(english.length > 500, "the catalogues were read");

// What of the English catalogue stands on the page, as a whole line or as a name that is read out.
async function englishHere() {
  const said = await greta.page.evaluate(() => {
    const named = [...document.querySelectorAll("[aria-label], [title], [placeholder]")].filter((one) => one.checkVisibility());
    const names = named.flatMap((one) => ["aria-label", "title", "placeholder"].map((name) => one.getAttribute(name) ?? ""));
    return [...document.body.innerText.split("\n"), ...names].map((line) => line.trim());
  });
  const lines = new Set(said);
  return english.filter((text) => lines.has(text));
}

async function isGerman(where, ...texts) {
  const said = (texts) => texts.every((text) => document.body.innerText.includes(text));
  // Where they never are, what is there instead is told.
  await greta.page.waitForFunction(said, texts, { timeout: 15_000 }).catch(() => {});
  await greta.page.waitForTimeout(300);
  await greta.answered();
  const shown = await greta.page.evaluate(() => document.body.innerText);
  for (const text of texts) assert.ok(shown.includes(text), `“${text}” on ${where}:\n${shown}`);
  assert.deepEqual(await englishHere(), [], `English on ${where}`);
  await greta.pictures(`de-${where}`);
}

step("the door, an account and a vault, in German", async () => {
  await greta.goto(server.signUpLink);
  await greta.see("go-sign-up");
  assert.equal(await greta.page.getAttribute("html", "lang"), "de");
  await isGerman("door", "Konto anlegen");
  await greta.signUp(server.signUpLink, "greta@example.org", undefined);
  await greta.see("vault-name");
  await isGerman("name-vault", "Geben Sie Ihrem Tresor einen Namen");
  await greta.createVault("Kanzlei Berg", "Greta Berg");
  await isGerman("empty", "Noch keine Personen");
  await greta.walk("activities");
  await isGerman("no-activities", "Noch nichts aufgeschrieben");
});

step("what the worker refuses is said in German", async () => {
  await greta.walk("deals");
  await greta.click("empty-add");
  await greta.click("create-record");
  await greta.page.locator('[data-testid="title"][aria-invalid="true"]:focus').waitFor();
  await greta.fill("title", "Mandat");
  await greta.fill("amount", "viel");
  await isGerman("new-deal", "Neuer Deal", "Betrag");
  await greta.click("create-record");
  const said = await (await greta.see("problem")).innerText();
  assert.match(said, /Betrag/);
  await greta.fill("amount", "80.000,50");
  await greta.click("create-record");
  await greta.see("record");
  await says(greta.at("record"), /80\.000,50\s€/);
  await isGerman("deal", "Phase", "Ende erwartet");
});

step("every main page, in German, with its dates and the stages of the first pipeline", async () => {
  await greta.walk("people");
  await greta.click("empty-demo");
  await greta.see("grid");
  await greta.synced();
  await isGerman("people", "Personen", "Schlagwörter", "Interessent");
  await greta.page.locator("[data-id] .who").first().click();
  await greta.see("record");
  await isGerman("person", "Notiz", "Abteilung", "Zuletzt gesehen");
  await greta.walk("companies");
  await isGerman("companies", "Firmen");
  await greta.walk("deals");
  await greta.see("board");
  await isGerman("board", "Verhandlung", "Gewonnen");
  await greta.walk("tasks");
  await greta.page.keyboard.press("c");
  await greta.fill("title", "Anrufen");
  await greta.click("create-record");
  await greta.see("record");
  await isGerman("task", "Wiederholt sich nicht");
  await greta.walk("tasks");
  await isGerman("tasks", "Anrufen");
  for (const [page, text] of [
    ["day", "Mein Tag"],
    ["dashboard", "Übersicht"],
    ["calendar", "Kalender"],
    ["activities", "Betrifft"],
    ["members", "Inhaber"],
    ["settings", "Sprache"],
  ]) {
    await greta.walk(page);
    await isGerman(page, text);
  }
  for (const [page, text] of [["import", "Dateien hier ablegen"], ["trash", "Papierkorb"], ["duplicates", "Dubletten"]]) {
    await greta.page.evaluate((path) => (history.pushState({}, "", path), dispatchEvent(new PopStateEvent("popstate"))), `/${page}`);
    await isGerman(page, text);
  }
  await greta.walk("people");
  await greta.click("search-help");
  await greta.page.getByRole("menu", { name: "Was man hier eingeben kann" }).getByText("schlagwort:vip", { exact: true }).waitFor();
  await greta.page.keyboard.press("Escape");
  await greta.walk("day");
  const first = greta.at("first-steps").locator("li");
  await settles(() => first.evaluateAll((all) => all.map((one) => one.innerText.includes("Erledigt."))), [false, true, false], "nobody made what is made up");
  await greta.page.keyboard.press("?");
  await greta.see("shortcuts");
  await isGerman("shortcuts", "Strg", "Tastenkürzel");
  await greta.page.keyboard.press("Escape");
  await greta.page.keyboard.press("Control+k");
  await isGerman("palette", "Öffnen");
  await greta.page.keyboard.press("Escape");
});

step("the purposes that a vault begins with are in German, for whoever is told them", async () => {
  await greta.walk("people");
  await greta.page.locator("[data-id] .who").first().click();
  await greta.click("tab-privacy");
  await greta.see("purpose");
  await greta.page.evaluate(() => (history.pushState({}, "", "/privacy/purposes"), dispatchEvent(new PopStateEvent("popstate"))));
  await greta.page.getByText("Weitergabe an Partner").first().waitFor();
  await isGerman("purposes", "Kundenbetreuung", "Verkaufsgespräch", "Newsletter");
});

step("deals without a next step are few until more are asked for, and get one where they stand", async () => {
  await greta.walk("day");
  const stuck = greta.at("day-stuck");
  const lines = () => stuck.locator("li").count();
  const left = async () => Number((await stuck.locator("h2").innerText()).replaceAll(/\D/g, ""));
  await settles(lines, 5);
  await greta.click("stuck-more");
  await isGerman("day-stuck", "Weniger zeigen");
  assert.ok((await lines()) > 10);
  await greta.click("stuck-more");
  await settles(lines, 5);
  const before = await left();
  await stuck.getByTestId("next-step").first().click();
  await greta.fill("title", "Nachfassen");
  await greta.click("create-record");
  await settles(left, before - 1);
});

step("made-up records go with one press and come back with one, and what is one's own stays", async () => {
  await greta.walk("day");
  await greta.see("made-up");
  // Somebody worked with one of them: that is said first.
  await greta.at("day").getByTestId("tick").first().click();
  await greta.answered();
  await greta.click("remove-made-up");
  const asked = await greta.see("made-up-changed");
  await isGerman("made-up-changed", "Alles entfernen");
  await asked.getByRole("button", { name: "Abbrechen" }).click();
  await asked.waitFor({ state: "detached" });
  await greta.see("made-up");
  await greta.click("remove-made-up");
  await greta.click("remove-changed");
  await greta.at("made-up").waitFor({ state: "detached" });
  const toast = greta.at("toast").filter({ has: greta.page.getByTestId("undo") }).last();
  await toast.waitFor();
  await greta.walk("deals");
  await greta.see("board");
  await greta.page.getByText(/80\.000,50/).first().waitFor();
  await greta.walk("people");
  await greta.page.keyboard.press("Control+z");
  await greta.see("grid");
  await greta.walk("day");
  await greta.see("made-up");
});

step("English is chosen in the settings and stays; the browser's own language comes back", async () => {
  const choose = async (name, lang) => {
    await greta.walk("settings");
    await Promise.all([greta.page.waitForEvent("load"), greta.at("language").getByRole("button", { name, exact: true }).click()]);
    await greta.see("password");
    assert.equal(await greta.page.getAttribute("html", "lang"), lang);
  };
  await choose("English", "en");
  assert.match(await greta.page.innerText("body"), /Type your password/);
  await greta.page.reload();
  await greta.unlock();
  await greta.walk("deals");
  await greta.see("board");
  const shown = greta.page.locator("body");
  await says(shown, /Deals[\s\S]*Board/);
  await says(shown, /Verhandlung/, "names that are kept are nobody's to translate");
  await says(shown, /€80,000\.50/);
  await choose("System", "de");
  await greta.unlock();
  await greta.walk("people");
  await isGerman("again", "Personen");
  assert.deepEqual(greta.errors, []);
});

step("days and times are written as where the browser is at home", async () => {
  const other = await Server.start();
  const kim = await Person.open(other.origin, { locale: "en-US" });
  try {
    await kim.signUp(other.signUpLink, "kim@example.org", undefined);
    await kim.createVault("Hill Law", "Kim Hill");
    await kim.page.locator(".sync-chip.ok").filter({ hasText: /\d:\d\d\s[AP]M/ }).first().waitFor();
    assert.deepEqual(kim.errors, []);
  } finally {
    await kim.dispose();
    await other.dispose();
  }
});
