// Finding what is meant: operators in a list, a name typed wrong, the name of a file, and the palette. Nothing of it goes
// into an address.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before } from "node:test";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";

const folder = mkdtempSync(join(tmpdir(), "tacit-search-"));
let server, anna;
const step = steps(() => ({ anna }));

const PEOPLE = `First Name,Last Name,Company,Email,Tags
Ada,Lovelace,Halden Works,ada@halden.example,vip
Jürgen,Weißenberger,Halden Works,,press
Charlotte,Dvořák,Nakamura,charlotte@nakamura.example,
`;

const file = (name, text) => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};
const names = () => anna.page.locator("[data-id]:visible").allInnerTexts();
const shown = (text) => anna.page.locator("[data-id]:visible").filter({ hasText: text }).waitFor();

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.importFiles(file("people.csv", PEOPLE));
  await anna.click("import-run");
  await anna.walk("people");
  await anna.countIs(3);
});

after(async () => {
  await anna?.dispose();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

step("operators narrow a list, and an unfinished one narrows nothing", async () => {
  for (const [typed, number] of [["tag:vip", 1], ["company:halden -tag:vip", 1], ["has:email", 2], ["has:", 3], ["\"charlotte dvorak\"", 1], ["created:today", 3]]) {
    await anna.search(typed);
    await anna.countIs(number);
  }
  assert.equal(await anna.at("instead").isVisible(), false);
});

step("a name typed wrong finds the person, and one quiet line says so", async () => {
  await anna.search("weisenberger");
  await shown("Weißenberger");
  await anna.at("instead").getByText("Showing what resembles “weisenberger”: Weißenberger").waitFor();
  await anna.pictures("search-instead");
  await anna.search("weissenberger");
  await shown("Weißenberger");
  await anna.at("instead").waitFor({ state: "hidden" });
});

step("a menu lists what can be typed, by keys alone", async () => {
  await anna.search("");
  await anna.at("search-help").click();
  await anna.page.getByRole("menu", { name: "What can be typed here" }).waitFor();
  await anna.pictures("search-help");
  await anna.page.keyboard.press("Escape");
  await anna.at("search").press("Tab");
  await anna.page.keyboard.press("Enter");
  await anna.page.getByRole("menu", { name: "What can be typed here" }).waitFor();
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => document.querySelector("[data-search]").value === "tag:vip");
  await anna.countIs(1);
  assert.match((await names()).join(), /Lovelace/);
});

step("a file's name finds the one who holds it", async () => {
  await anna.openPerson("charlotte");
  await anna.openFiles();
  await anna.at("attach-input").setInputFiles(file("Kostrelune Vollmacht.txt", "text"));
  await anna.page.getByText("Kostrelune Vollmacht.txt").first().waitFor();
  await anna.walk("people");
  await anna.search("kostrelune");
  await shown("Charlotte");
  await anna.countIs(1);
  await anna.search("has:file");
  await anna.countIs(1);
});

step("the palette corrects as well, and lists what can be typed", async () => {
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "lovelcae");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Ada Lovelace" }).waitFor();
  await anna.at("palette").getByText("Showing what resembles “lovelcae”: Lovelace").waitFor();
  await anna.pictures("palette-instead");
  await anna.fill("palette-input", "?");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "is:person" }).waitFor();
  await anna.pictures("palette-help");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => document.querySelector("[data-testid=palette-input]").value === "tag:vip");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Ada Lovelace" }).waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.see("record");
  assert.equal(await anna.at("record-name").innerText(), "Ada Lovelace");
  assert.doesNotMatch(anna.page.url(), /vip|lovel/i, "what is searched stands in no address");
});

step("on a phone the same", async () => {
  await anna.walk("people");
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.at("toggle-search").click();
  await anna.search("weisenberger");
  await shown("Weißenberger");
  await anna.at("instead").waitFor();
  await anna.picture("search-phone");
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual(anna.errors, []);
});
