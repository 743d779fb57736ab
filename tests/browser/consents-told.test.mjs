// Where people stand with a consent, told where one meets them: under the name on their page, and in the lists, which are
// filtered and grouped by it; and what somebody took back for them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { subscribe } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says } from "./lib/until.mjs";

const FILE = "First name,Last name,E-mail\nAda,Aal,ada@example.org\nBen,Bauer,ben@example.org\nCleo,,\n";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const row = (name) => anna.page.locator(".grid-row[data-id]").filter({ hasText: name });
const cell = (name) => row(name).locator(".wide.stands");

step("what a person consented to stands under the name, and a press leads to it", async () => {
  await subscribe(anna, "ada");
  const newsletter = anna.at("consent-mark").filter({ hasText: "Newsletter" });
  await newsletter.filter({ hasText: "Newsletter: yes" }).waitFor();
  await anna.click("tab-timeline");
  await anna.pictures("consent-marks");
  await soundAsItStands(anna);
  await newsletter.click();
  await anna.see("privacy");
  await anna.openPerson("ben@example");
  await anna.at("consent-mark").filter({ hasText: "Newsletter: not asked" }).waitFor();
});

step("lists say where people stand with the newsletter, filter and group by it, and nobody types into it", async () => {
  await anna.walk("people");
  await anna.search("");
  await anna.page.getByRole("columnheader", { name: "Newsletter" }).waitFor();
  await cell("Ada Aal").filter({ hasText: /yes/i }).waitFor();
  await cell("Ben Bauer").filter({ hasText: /not asked/i }).waitFor();
  await anna.pictures("consents-in-a-list");
  await anna.page.setViewportSize(PHONE.viewport);
  await row("Ada Aal").locator(".phone-only").getByText("Newsletter").waitFor();
  await anna.page.setViewportSize(WIDE.viewport);
  await cell("Ada Aal").click();
  await anna.page.keyboard.press("y");
  await anna.at("toast").filter({ hasText: "Privacy tab" }).last().waitFor();
  assert.equal(await anna.at("cell-edit").count(), 0);
  await anna.page.keyboard.press("Escape");
  await anna.click("filter");
  await anna.at("filter-panel").getByRole("button", { name: "Newsletter", exact: true }).click();
  await anna.at("filter-panel").getByText("Not asked", { exact: true }).click();
  await anna.page.keyboard.press("Escape");
  await anna.countIs(2);
  await anna.page.locator(".grid-row[data-id]").filter({ hasText: "Ben Bauer" }).waitFor();
  // The address holds the condition, sealed.
  await anna.page.waitForFunction(() => location.hash.length > 1);
  await anna.page.reload();
  await anna.unlock();
  await anna.countIs(2);
  await anna.at("condition").getByRole("button", { name: "Take this filter off" }).click();
  await anna.countIs(3);
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "Newsletter" }).click();
  await anna.page.waitForFunction(() => /^yes\s*1/i.test(document.querySelector('[data-testid="group"]')?.innerText.trim()));
  await anna.click("group-by");
  await anna.page.getByRole("menuitemradio", { name: "No groups" }).click();
});

step("a cell that tells a consent leads to where it is written down: by Enter, by two presses, by its button", async () => {
  const leads = async (name, press) => {
    const id = await row(name).getAttribute("data-id");
    await press(cell(name));
    await anna.page.waitForURL((address) => address.pathname === `/people/${id}` && address.search === "?tab=privacy");
    await anna.see("privacy");
    await anna.page.goBack();
    await cell(name).waitFor();
  };
  await leads("Ada Aal", async (cell) => {
    await cell.click();
    await anna.page.locator("#marked-cell").waitFor();
    await anna.page.keyboard.press("Enter");
  });
  await leads("Ben Bauer", (cell) => cell.dblclick());
  await leads("Cleo", async (cell) => {
    await cell.hover();
    await anna.picture("to-consents");
    await cell.getByRole("button", { name: "Consents of Cleo" }).click();
  });
});

step("under the column stands how many consented, took it back and were never asked", async () => {
  const heads = await anna.page.locator(".grid-head > [role=columnheader]").allInnerTexts();
  const foot = anna.page.locator(".grid-foot > *").nth(heads.findIndex((head) => head.includes("Newsletter")));
  for (const [name, expected] of [["Consented", /^Consented\s+1 · 33%$/], ["Withdrew", /^Withdrew\s+0 · 0%$/], ["Never asked", /^Never asked\s+2 · 67%$/]]) {
    await foot.getByRole("button").click();
    await foot.getByRole("menuitemradio", { name }).click();
    await says(foot, expected);
  }
  await soundAsItStands(anna);
});

step("what a guardian takes back is written down as theirs, and named", async () => {
  await anna.openPerson("Aal");
  await anna.click("tab-privacy");
  const newsletter = anna.page.locator('[data-purpose="Newsletter"]');
  await newsletter.getByTestId("standing").first().filter({ hasText: "Given" }).waitFor();
  await newsletter.getByTestId("other-entry").first().click();
  const dialog = anna.at("said-dialog");
  await dialog.getByRole("combobox", { name: "What happened" }).selectOption({ label: "They took it back" });
  await dialog.getByTestId("guardian").check();
  await anna.click("said-save");
  await dialog.getByText("Who said it for them is missing.").waitFor();
  await anna.fill("said-words", "Her mother, by parental right; letter of 3 May");
  await anna.pictures("taken-back-for-them");
  await anna.click("said-save");
  await newsletter.getByTestId("standing").first().filter({ hasText: "Withdrawn" }).waitFor();
  await anna.page.getByText("said for them", { exact: false }).first().waitFor();
  assert.deepEqual(anna.errors, []);
});
