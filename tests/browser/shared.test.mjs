// Saved views of a team: what is for everybody stands with everybody and follows its changes, what is for oneself is offered
// to oneself alone.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const PEOPLE = "First name,Last name,Status\nAda,Aal,hot\nBen,Bauer,lead\nCleo,Clark,hot\nDora,Dahl,warm\n";

let server, anna, ben, hers;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  [anna, ben] = [await Person.open(server.origin), await Person.open(server.origin)];
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await anna.synced();
  await ben.join(await anna.invite("Ben Tal", "Editor"), "ben@example.org", PASSWORD);
  await anna.walk("people");
  await anna.countIs(4);
  await ben.countIs(4, 60_000);
});

after(() => dispose(anna, ben, server));

// The people that the list shows, by name.
async function shows(person, ...names) {
  const rows = () => person.page.locator(".grid-body > .grid-row[data-id]:not([hidden]) .who > .cut > .cut:first-child").allTextContents().then((all) => all.filter(Boolean).sort());
  await settles(rows, names);
}

const inSide = (person, name) => person.page.locator("nav.side").getByRole("link", { name, exact: true });
const status = async (person, ...words) => {
  await person.click("filter");
  await person.at("filter-panel").getByRole("button", { name: "Status" }).click();
  for (const word of words) await person.at("filter-panel").getByText(word, { exact: true }).click();
  await person.click("filter-done");
};
const keep = async (person, name, whose) => {
  await person.click("views");
  await person.click("save-view-as");
  await person.fill("view-name", name);
  await person.at("view-dialog").getByRole("button", { name: whose }).click();
  if (name === "For the phone") await soundAsItStands(person);
  await person.click("view-save");
  await inSide(person, name).waitFor();
};
const everything = async (person) => {
  await person.click("views");
  await person.page.getByRole("menuitemradio", { name: "Everything" }).click();
};
// What the list offers under its name.
const offered = async (person) => {
  await person.click("views");
  const all = await person.page.getByRole("menuitemradio").allInnerTexts();
  await person.page.keyboard.press("Escape");
  return all.map((one) => one.trim()).sort();
};

step("one view for oneself, one for the whole team", async () => {
  await status(anna, "Hot");
  await shows(anna, "Ada Aal", "Cleo Clark");
  await keep(anna, "Hot ones", "For the whole team");
  await everything(anna);
  await status(anna, "Lead");
  await shows(anna, "Ben Bauer");
  await keep(anna, "For the phone", "For me");
  await settles(() => offered(anna), ["Everything", "For the phone", "Hot ones"]);
  await anna.page.waitForURL(/\?v=[0-9a-f]{32}$/);
  hers = anna.page.url();
  await anna.synced();
});

step("a colleague is offered the team's, at the side and by the list, and not the one that is hers", async () => {
  await inSide(ben, "Hot ones").waitFor({ timeout: 60_000 });
  // Both were written by then: the personal one after the other.
  await ben.synced(60_000);
  await settles(() => offered(ben), ["Everything", "Hot ones"]);
  assert.equal(await inSide(ben, "For the phone").count(), 0);
});

step("nor does he get it by its address", async () => {
  await ben.goto(hers);
  await ben.unlock();
  await inSide(ben, "Hot ones").waitFor();
  await ben.synced();
  await shows(ben, "Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl");
  await settles(() => offered(ben), ["Everything", "Hot ones"]);
});

step("he opens it as she sees it, with its address, and it is still there after a reload", async () => {
  await inSide(ben, "Hot ones").click();
  await shows(ben, "Ada Aal", "Cleo Clark");
  await ben.at("views").getByText("Hot ones").waitFor();
  assert.equal(await ben.at("save-view").count(), 0, "he has changed nothing of it");
  const address = ben.page.url();
  assert.match(new URL(address).search, /^\?v=[0-9a-f]{32}$/);
  await ben.goto(address);
  await ben.unlock();
  await shows(ben, "Ada Aal", "Cleo Clark");
  await settles(() => offered(ben), ["Everything", "Hot ones"]);
  await ben.pictures("shared-view");
});

step("she changes it, and he gets the change; his list of everything stays as it was", async () => {
  await everything(ben);
  await shows(ben, "Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl");
  await inSide(anna, "Hot ones").click();
  await shows(anna, "Ada Aal", "Cleo Clark");
  await anna.page.locator(".of-chip").first().click();
  await anna.page.locator(".condition").getByText("Warm", { exact: true }).click();
  await anna.page.keyboard.press("Escape");
  await shows(anna, "Ada Aal", "Cleo Clark", "Dora Dahl");
  await anna.click("save-view");
  await anna.at("save-view").waitFor({ state: "detached" });
  // Under a new name too, which is how he knows that it has arrived.
  await anna.click("views");
  await anna.page.getByRole("menuitem", { name: "Rename" }).click();
  await anna.fill("view-name", "Hot and warm");
  await anna.click("view-save");
  await anna.synced();
  await inSide(ben, "Hot and warm").waitFor({ timeout: 60_000 });
  await inSide(ben, "Hot ones").waitFor({ state: "detached" });
  await shows(ben, "Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl");
  await inSide(ben, "Hot and warm").click();
  await shows(ben, "Ada Aal", "Cleo Clark", "Dora Dahl");
});

step("he has it open when she changes it: it follows, and he is not asked to save what she changed", async () => {
  await shows(ben, "Ada Aal", "Cleo Clark", "Dora Dahl");
  const chip = async (text) => {
    await anna.page.locator(".of-chip").first().click();
    await anna.page.locator(".condition").getByText(text, { exact: true }).click();
    await anna.page.keyboard.press("Escape");
    await anna.click("save-view");
    await anna.at("save-view").waitFor({ state: "detached" });
    await anna.synced();
  };
  await chip("Warm");
  await shows(ben, "Ada Aal", "Cleo Clark");
  assert.equal(await ben.at("save-view").count(), 0);
  // What he changed himself stays as he has it, and is his to keep.
  await ben.page.locator(".of-chip").first().click();
  await ben.page.locator(".condition").getByText("Cold", { exact: true }).click();
  await ben.page.keyboard.press("Escape");
  await ben.see("save-view");
  await ben.synced();
  const his = await ben.page.locator(".grid-row[data-id]:not([hidden])").count();
  await chip("Warm");
  await ben.synced();
  await ben.see("save-view");
  await settles(() => ben.page.locator(".grid-row[data-id]:not([hidden])").count(), his);
  await everything(ben);
  await inSide(ben, "Hot and warm").click();
  await shows(ben, "Ada Aal", "Cleo Clark", "Dora Dahl");
});

step("the other way round: what he keeps for himself she is not offered, what he keeps for the team she is", async () => {
  await everything(ben);
  await status(ben, "Warm");
  await shows(ben, "Dora Dahl");
  await keep(ben, "Warm, mine", "For me");
  await keep(ben, "Warm, ours", "For the whole team");
  await ben.synced();
  await inSide(anna, "Warm, ours").waitFor({ timeout: 60_000 });
  await settles(() => offered(anna), ["Everything", "For the phone", "Hot and warm", "Warm, ours"]);
});

step("taken away by her, it is gone with him, and what he looks at stays", async () => {
  await inSide(ben, "Hot and warm").click();
  await shows(ben, "Ada Aal", "Cleo Clark", "Dora Dahl");
  await everything(ben);
  await inSide(anna, "Hot and warm").click();
  await anna.click("views");
  await anna.page.getByRole("menuitem", { name: "Delete" }).click();
  await inSide(anna, "Hot and warm").waitFor({ state: "detached" });
  await anna.synced();
  await inSide(ben, "Hot and warm").waitFor({ state: "detached", timeout: 60_000 });
  await settles(() => offered(ben), ["Everything", "Warm, mine", "Warm, ours"]);
  await shows(ben, "Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl");
  await anna.at("toast").getByTestId("undo").click();
  await inSide(ben, "Hot and warm").waitFor({ timeout: 60_000 });
});

step("no page complained", () => assert.deepEqual([...anna.errors, ...ben.errors], []));
