// Every page, wide, on a phone and in the dark, against axe's rules for WCAG 2.2 AA: no violation on any.
import { after, before } from "node:test";
import * as axe from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
});

after(() => dispose(anna, server));

const sound = (name, looks) => axe.sound(anna, name, looks);

step("the door: sign-in, the first vault", async () => {
  await anna.goto("/");
  await anna.see("go-sign-in");
  await sound("welcome");
  await anna.click("go-sign-in");
  await anna.see("sign-in");
  await sound("sign-in");
  // The link differs from this page in its fragment only: without leaving first nothing would be loaded.
  await anna.page.goto("about:blank");
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.see("vault-name");
  await sound("first vault");
});

step("an empty vault, and one with people, companies and deals", async () => {
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await sound("empty list");
  await anna.click("empty-demo");
  await anna.see("grid");
  await anna.countIs(200);
  await sound("people");
  await anna.walk("companies");
  await anna.countIs(25);
  await sound("companies");
  await anna.walk("deals");
  await sound("no deals");
});

step("lists with conditions, groups, marked cells, selections and open panels", async () => {
  await anna.walk("people");
  await anna.click("filter");
  await anna.see("filter-panel");
  await sound("fields to filter by", ["wide", "dark"]);
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("Hot", { exact: true }).click();
  await sound("a condition");
  await anna.click("filter-done");
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Tags" }).click();
  await anna.page.getByTestId("group").first().waitFor();
  await sound("groups");
  await anna.click("columns");
  await sound("columns", ["wide", "dark"]);
  await anna.page.keyboard.press("Escape");
  await anna.at("grid").focus();
  for (const key of ["ArrowDown", "x", "ArrowRight", "Shift+ArrowDown"]) await anna.page.keyboard.press(key);
  await sound("marked cells", ["wide", "dark"]);
  await anna.page.locator("#marked-cell").waitFor();
  await anna.page.keyboard.press("F2");
  await anna.see("cell-edit");
  await sound("a cell being edited", ["wide"]);
});

step("a deal on the board, a task, the dashboard, my day", async () => {
  await anna.walk("deals");
  await anna.page.keyboard.press("c");
  await sound("new deal");
  await anna.fill("title", "Merger");
  await anna.fill("amount", "80000");
  await anna.click("create-record");
  await anna.see("record");
  await sound("deal");
  await anna.walk("deals");
  await anna.see("board");
  await sound("board");
  await anna.walk("tasks");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "Call back");
  await anna.click("create-record");
  await anna.see("record");
  await sound("task");
  await anna.walk("tasks");
  await anna.click("layout-calendar");
  await anna.see("list-calendar");
  await sound("tasks by day");
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.walk("dashboard");
  await anna.see("chart-pipeline");
  await sound("dashboard");
  await anna.walk("day");
  await sound("my day");
});

step("what the server can see, and the audit", async () => {
  await anna.walk("settings");
  await anna.click("server-link");
  await anna.see("server-records");
  await sound("what the server can see");
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/audit"]').click();
  await anna.see("audit");
  await sound("audit");
});

step("a person's page with its tabs", async () => {
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await anna.page.keyboard.press("n");
  await anna.page.keyboard.type("They want the **draft**.\n\n- [ ] send it");
  await anna.page.keyboard.press("Control+Enter");
  await anna.page.getByRole("checkbox").first().waitFor();
  await sound("person");
  await anna.click("tab-files");
  await sound("files of a person");
  await anna.click("tab-privacy");
  await anna.page.locator('[data-purpose="Newsletter"]').getByTestId("record-consent").first().waitFor();
  await sound("privacy of a person");
  await anna.page.getByTestId("record-consent").first().click();
  await anna.see("consent-dialog");
  await sound("a consent", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("purposes, one of them, and its notice", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/purposes"]').click();
  await anna.page.getByTestId("purpose-line").first().waitFor();
  await sound("purposes");
  await anna.page.getByTestId("purpose-line").first().locator("a").click();
  await anna.see("purpose-head");
  await sound("a purpose");
  await anna.click("publish-notice");
  await anna.see("notice-dialog");
  await sound("a notice", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
  await anna.synced();
  await anna.click("purpose-versions");
  await anna.at("versions-dialog").getByTestId("versions").waitFor();
  await sound("versions of a purpose", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("fields of one's own and pipelines, and their forms", async () => {
  await anna.walk("settings");
  await anna.click("add-field");
  await anna.see("field-form");
  await sound("a field", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
  await anna.at("pipeline").getByRole("button", { name: /^Edit/ }).first().click();
  await anna.see("pipeline-form");
  await sound("a pipeline", ["wide", "phone", "dark"]);
  await anna.page.keyboard.press("Escape");
});

step("import, activities, duplicates, calendar, members, trash, settings, lost device", async () => {
  for (const name of ["import", "activities", "tasks", "feed", "files", "lists", "duplicates", "calendar", "members", "trash", "settings", "lost", "privacy", "privacy/people/untold", "privacy/fields", "privacy/retention", "privacy/erasures", "privacy/third-parties", "privacy/suppressions", "privacy/processing", "privacy/statistics", "privacy/ledger", "privacy/export", "more"]) {
    await anna.page.evaluate((path) => history.pushState(null, "", path), `/${name}`);
    await anna.page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
    await anna.page.waitForTimeout(300);
    await anna.answered();
    await sound(name);
  }
});

step("a company, an activity, past versions, an import that is looked at, erasing somebody", async () => {
  await anna.walk("companies");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await sound("company");
  await anna.walk("activities");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await sound("activity");
  await anna.walk("people");
  await anna.importFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from("First name,Last name,Shoe size,Birthday\nAda,Aal,38,not a day\nBen,Bauer,44,1980-02-03\n") });
  await anna.see("import-run");
  await sound("an import that is looked at");
  await anna.walk("people");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await anna.click("record-menu");
  await sound("a record's menu", ["wide", "phone"]);
  await anna.click("record-history");
  await anna.see("versions");
  await sound("past versions");
  await anna.page.keyboard.press("Escape");
  await anna.click("tab-privacy");
  await anna.click("to-erase");
  await anna.see("erase-confirm-card");
  await sound("erasing somebody");
  await anna.walk("calendar");
  await anna.click("layout-week");
  await anna.see("calendar-hours");
  await sound("a week by the hour", ["wide", "phone"]);
  await anna.click("layout-day");
  await anna.see("calendar-week");
  await sound("a day by the hour", ["wide", "phone"]);
  await anna.page.getByRole("button", { name: "Agenda" }).click();
  await sound("agenda");
});

step("requests of people: none, one that is written down, its page with texts to decide on", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/requests"]').click();
  await anna.see("requests");
  await sound("no requests");
  await anna.click("add-request");
  await anna.see("request-dialog");
  await anna.at("request-person").getByRole("combobox").fill("a");
  await anna.at("suggestions").getByRole("option").first().click();
  await sound("a new request", ["wide", "phone"]);
  await anna.click("request-save");
  await (await anna.see("request")).locator("a").click();
  await anna.fill("identity-proof", "Answered from the address on file");
  await anna.click("identity-yes");
  await anna.see("package-make");
  await sound("a request");
  await anna.click("step-refuse");
  await anna.see("reason-dialog");
  await sound("a refusal", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("all tags, and one being renamed", async () => {
  await anna.walk("settings");
  await anna.click("tags-link");
  await anna.at("tag-line").first().waitFor();
  await sound("tags");
  await anna.at("tag-rename").first().click();
  await sound("a tag being renamed", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("the palette, the shortcuts, a locked browser", async () => {
  await anna.walk("people");
  await anna.page.keyboard.press("Control+k");
  await sound("palette");
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("?");
  await anna.see("shortcuts");
  await sound("shortcuts");
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Control+Shift+l");
  await anna.see("unlock");
  await sound("locked");
});
