// An answer that does not come: every page says so in its place and brings what was asked for by "Try again". The worker
// falls silent, the server is away, a part of the page does not arrive, the worker ends.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound, soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { SILENCE, canFallSilent, silence } from "./lib/silence.mjs";
import { dispose, steps } from "./lib/steps.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";

let server, anna, bare;
const step = steps(() => ({ anna, bare }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await canFallSilent(anna);
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("empty-demo");
  await anna.see("grid");
  await anna.countIs(200);
  // What a vault begins with is made when its privacy is first looked at.
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/purposes"]').click();
  await anna.see("purpose-line");
  await anna.synced(60_000);
});

after(() => dispose(anna, bare, server));

const again = () => anna.page.locator("main").getByRole("button", { name: "Try again" });
const words = () => anna.page.locator("main").innerText();
const said = () => anna.page.locator("main").getByText(SILENCE.what).first();
const isSaid = () => said().waitFor();
const go = (path) => anna.page.evaluate((path) => {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}, path);
const asked = () => anna.page.evaluate(() => window.unanswered);

// The page is opened while nothing is answered, asks again in vain, and asks again when there is an answer.
async function comesBack(name, open, shown) {
  await silence(anna, true);
  await open();
  await isSaid();
  assert.match(await words(), new RegExp(SILENCE.todo), `${name}: what to do`);
  assert.doesNotMatch(await words(), shown, `${name}: nothing is shown as if it had been answered`);
  assert.ok((await again().count()) > 0, `${name}: a way to ask again`);
  const before = await asked();
  await again().first().click();
  await anna.page.waitForFunction((before) => window.unanswered > before, before);
  await isSaid();
  await silence(anna, false);
  await again().first().click();
  await said().waitFor({ state: "detached" });
  await anna.page.waitForFunction((source) => new RegExp(source).test(document.querySelector("main").innerText), shown.source, { timeout: 15_000 }).catch(() => {});
  assert.match(await words(), shown, `${name}: what was asked for`);
  assert.equal(await again().count(), 0, `${name}: nothing is left to ask for`);
}

step("my day, lists, the board, the calendar, figures", async () => {
  for (const [path, shown] of [
    ["/day", /Late \d|Today \d|Next/],
    ["/dashboard", /Weighted/],
    ["/feed", /added 200 people/],
    ["/calendar", /\bMon\b/],
    ["/people", /Okafor/],
    ["/companies", /Okafor/],
    ["/deals", /Negotiation/],
    ["/tasks", /Prepare the meeting/],
    ["/activities", /Meeting/],
    ["/duplicates", /\d of \d/],
    ["/members", /Anna Berg/],
    ["/files", /No files yet/],
    ["/tags", /newsletter reader/],
    ["/trash", /The trash is empty/],
  ]) {
    await comesBack(path, () => go(path), shown);
  }
});

step("the privacy area", async () => {
  for (const [path, shown] of [
    ["", /Nobody’s data is restricted/],
    ["/requests", /No requests yet/],
    ["/export", /1\. For what/],
    ["/third-parties", /Nobody else gets data yet/],
    ["/suppressions", /Nothing is on it yet/],
    ["/purposes", /Newsletter/],
    ["/processing", /Newsletter/],
    ["/statistics", /No count stands for fewer/],
    ["/fields", /200 records/],
    ["/retention", /Add a rule/],
    ["/erasures", /Nobody has been erased here/],
    ["/people/untold", /Nobody is on this list/],
    ["/audit", /Nothing yet/],
    ["/ledger", /pressed the link in the mail/],
  ]) {
    await comesBack(`/privacy${path}`, () => go(`/privacy${path}`), shown);
  }
});

step("a record, each of its tabs, and its past versions", async () => {
  await go("/companies");
  await anna.at("grid").waitFor();
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  const company = new URL(anna.page.url()).pathname;
  await go("/people");
  await anna.at("grid").waitFor();
  await comesBack("a company", () => go(company), /Timeline/);
  await go("/people");
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  for (const [tab, shown] of [
    ["tab-notes", /days ago/],
    ["tab-tasks", /Tasks \d/],
    ["tab-deals", /Deals \d/],
    ["tab-files", /No files yet/],
    ["tab-privacy", /Customer service/],
  ]) {
    await comesBack(tab, () => anna.click(tab), shown);
  }
  await silence(anna, true);
  await anna.click("record-menu");
  await anna.click("record-history");
  const dialog = anna.page.getByRole("dialog");
  await dialog.getByText(SILENCE.what).waitFor();
  await silence(anna, false);
  await dialog.getByRole("button", { name: "Try again" }).click();
  await anna.at("versions").waitFor();
  await dialog.getByText(SILENCE.what).waitFor({ state: "detached" });
  await anna.page.keyboard.press("Escape");
});

step("settings: what is defined, and who is responsible", async () => {
  const sections = ["own-fields", "pipelines", "controller"];
  await silence(anna, true);
  await go("/settings");
  for (const name of sections) {
    await anna.at(name).getByText(SILENCE.what).waitFor();
    await anna.at(name).getByRole("button", { name: "Try again" }).waitFor();
  }
  await silence(anna, false);
  await anna.at("own-fields").getByRole("button", { name: "Try again" }).click();
  for (const name of sections) await anna.at(name).getByText(SILENCE.what).waitFor({ state: "detached" });
  await anna.at("own-fields").getByText("None yet.").waitFor();
  await anna.at("pipeline").first().waitFor();
  await anna.see("controller-name");
});

step("settings: what has a sentence of its own for none says it of no answer", async () => {
  const room = anna.at("files-room");
  const templates = anna.at("templates");
  await silence(anna, true);
  await go("/day");
  await go("/settings");
  for (const section of [room, templates]) await section.getByText(SILENCE.what).waitFor();
  assert.equal(await templates.getByText("None yet.").count(), 0);
  await anna.see("hand-over");
  assert.equal(await anna.at("leave-vault").count(), 0, "its only owner does not leave, whether or not somebody answers");
  await silence(anna, false);
  await templates.getByRole("button", { name: "Try again" }).click();
  for (const section of [room, templates]) await section.getByText(SILENCE.what).waitFor({ state: "detached" });
  await templates.getByText("None yet.").waitFor();
  await anna.see("sessions");
});

step("the words are heard, and stand on a phone and in the dark", async () => {
  for (const path of ["/day", "/people"]) {
    await silence(anna, true);
    await go(path);
    await isSaid();
    if (path === "/day") assert.equal(await anna.at("problem").getAttribute("role"), "alert");
    await anna.pictures(`unanswered${path.replace("/", "-")}`);
    await sound(anna, `${path} without an answer`);
    await silence(anna, false);
    await again().click();
    await said().waitFor({ state: "detached" });
  }
});

step("what the server can see is asked of a server that is away, and again when it is back", async () => {
  await server.stop();
  await go("/settings/server");
  await anna.page.getByText("The server cannot be reached.").waitFor();
  assert.ok(await anna.at("server-download").isDisabled());
  await anna.pictures("unanswered-server");
  await soundAsItStands(anna);
  await anna.click("server-again");
  await anna.page.getByText("The server cannot be reached.").waitFor();
  assert.equal(await anna.at("server-records").count(), 0);
  await server.run();
  await anna.click("server-again");
  await anna.see("server-records");
  await anna.page.getByText("The server cannot be reached.").waitFor({ state: "detached" });
  await anna.synced(60_000);
});

step("no page complained", () => assert.deepEqual(anna.errors, []));

// A part of the page, or of the worker, that does not arrive while the browser keeps none.
async function without(part, run) {
  await bare.context.route(part, (route) => route.abort());
  await bare.page.reload();
  await bare.see("password");
  await run(() => bare.context.unroute(part));
}

step("the pages of the vault do not arrive", async () => {
  bare = await Person.open(server.origin, { serviceWorkers: "block" });
  const { name, password, secretKey } = anna;
  Object.assign(bare, { name, password, secretKey });
  await bare.signIn();
  await bare.see("sync", 60_000);
  await without("**/app-everyday-*.wasm", async (arrives) => {
    await bare.unlock();
    const again = bare.page.getByRole("button", { name: "Try again" });
    await bare.page.getByText("Part of Tacit could not be loaded").waitFor();
    await again.click();
    await bare.page.getByText("Part of Tacit could not be loaded").waitFor();
    await arrives();
    await again.click();
    // The vault is opened first, then its pages are drawn: each may have missed the part.
    await bare.at("day").or(bare.at("part-again")).first().waitFor();
    if (await bare.at("part-again").isVisible()) await bare.click("part-again");
    await bare.see("day");
  });
});

step("the styles of the pages do not arrive", async () => {
  await without("**/later-*.css", async (arrives) => {
    await bare.unlock();
    await bare.see("part-missing");
    await bare.click("part-again");
    await bare.see("part-missing");
    await arrives();
    await bare.click("part-again");
    await bare.see("day");
    const waiting = () => document.querySelectorAll("link[rel=stylesheet][disabled]").length;
    assert.equal(await bare.page.evaluate(waiting), 0, "all of them are worn");
  });
});

step("what a new device shows once does not arrive", async () => {
  const fresh = await Person.open(server.origin, { serviceWorkers: "block" });
  try {
    await fresh.context.route("**/app-once-*.wasm", (route) => route.abort());
    await fresh.goto("/");
    await fresh.click("go-link");
    await fresh.see("part-missing");
    await fresh.context.unroute("**/app-once-*.wasm");
    await fresh.click("part-again");
    await fresh.page.waitForFunction(() => /\d{4}\s\d{4}/.test(document.querySelector('[data-testid="link-number"]')?.innerText));
  } finally {
    await fresh.dispose();
  }
});

step("the pages that are opened seldom do not arrive", async () => {
  await without("**/app-seldom-*.wasm", async (arrives) => {
    await bare.unlock();
    await bare.see("day");
    await bare.walk("members");
    await bare.see("part-missing");
    await bare.pictures("unanswered-part");
    await soundAsItStands(bare);
    await bare.click("part-again");
    await bare.see("part-missing");
    // The rest works meanwhile.
    await bare.walk("people");
    await bare.countIs(200);
    await bare.walk("members");
    await arrives();
    await bare.click("part-again");
    await bare.page.locator('[data-testid="member"][data-name="Anna Berg"]').waitFor();
  });
});

step("the worker's own part does not arrive", async () => {
  await without("**/worker-work-*.wasm", async (arrives) => {
    await bare.unlock();
    await bare.page.getByText("Part of Tacit could not be loaded.").waitFor();
    await arrives();
    await bare.click("unlock");
    await bare.see("members");
  });
});

step("the worker ends: every page says so, and loading it again brings everything", async () => {
  await bare.page.workers()[0].evaluate(() => setTimeout(() => {
    throw new Error("the end");
  }));
  await bare.walk("day");
  await bare.at("problem").getByText("engine stopped").first().waitFor();
  assert.match(await bare.at("problem").first().innerText(), /Everything saved is still sealed on this device\.\s+Please reload the page\./);
  await bare.at("ask-again").first().click();
  await bare.at("problem").getByText("engine stopped").first().waitFor();
  await bare.page.reload();
  await bare.unlock();
  await bare.walk("people");
  await bare.countIs(200);
});
