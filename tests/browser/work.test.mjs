// A day's work on customers: deals on their board, by pointer and by keys; notes, calls, tasks; the palette; my day. Two
// browsers, so that what one does the other sees.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
});

after(async () => {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

const card = (person, title) => person.page.locator(".deal").filter({ hasText: title });
const stage = (person, name) => person.page.getByRole("region", { name, exact: true });
const inStage = (person, name, title) => stage(person, name).locator(".deal").filter({ hasText: title }).waitFor();

const focused = (person) => person.page.evaluate(() => document.activeElement.closest(".deal")?.querySelector(".name").textContent ?? "");

async function addDeal(person, title, company, amount) {
  await person.walk("deals");
  await person.page.keyboard.press("c");
  await person.fill("title", title);
  await person.page.getByRole("combobox", { name: "Company" }).fill(company);
  await person.fill("amount", amount);
  await person.click("create-record");
  await person.see("record");
}

step("deals: made by the form, with the company on the spot, in the first stage", async () => {
  await anna.walk("deals");
  await anna.see("empty-add");
  await anna.picture("deals-empty");
  await addDeal(anna, "Retainer", "Halden Works", "18,400");
  await says(anna.at("record"), /€18,400/);
  await addDeal(anna, "Merger", "Harbour Trust", "80.000,00 €");
  await addDeal(anna, "Licence", "Nakamura GK", "USD 48k");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "Unclear");
  await anna.fill("amount", "a lot");
  await anna.click("create-record");
  assert.ok((await (await anna.see("problem")).innerText()).length > 10, "says what is wrong with the amount");
  assert.equal(await anna.at("title").inputValue(), "Unclear", "nothing typed is lost");
  await anna.click("cancel-record");
  await anna.walk("deals");
  await anna.countIs(3);
  await says(stage(anna, "New"), /3[\s\S]*€98,400 \+ \$48,000/, "amounts of two currencies are not added together");
  // A name that is longer than the card ends in an ellipsis.
  const company = card(anna, "Merger").locator("p > .cut", { hasText: "Harbour Trust" });
  await settles(() => company.evaluate((name) => getComputedStyle(name).textOverflow), "ellipsis");
});

step("the board by keys: picked up, moved, put down, told", async () => {
  await card(anna, "Merger").focus();
  await anna.page.keyboard.press(" ");
  await anna.page.keyboard.press("ArrowRight");
  await anna.page.keyboard.press("Escape");
  await inStage(anna, "New", "Merger");
  await card(anna, "Merger").focus();
  for (const key of [" ", "ArrowRight", "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await inStage(anna, "Offer", "Merger");
  await says(anna.at("board-said"), /Merger moved to “Offer”/);
  // The focus goes with the card, also where that is taken back.
  await settles(() => focused(anna), "Merger");
  await anna.page.keyboard.press("Control+z");
  await inStage(anna, "New", "Merger");
  await settles(() => focused(anna), "Merger");
  for (const key of [" ", "ArrowRight", "ArrowRight", " "]) await anna.page.keyboard.press(key);
  await inStage(anna, "Offer", "Merger");
  await settles(() => focused(anna), "Merger");
});

step("a deal that is added under a column stays on the board, with the focus", async () => {
  await stage(anna, "Offer").getByTestId("stage-add").click();
  await anna.fill("title", "Lodge");
  await anna.click("create-record");
  await inStage(anna, "Offer", "Lodge");
  await settles(() => focused(anna), "Lodge");
  assert.equal(new URL(anna.page.url()).pathname, "/deals");
  await anna.page.keyboard.press("Control+z");
  await card(anna, "Lodge").waitFor({ state: "detached" });
});

step("heads of columns stay in sight, and the board's end fades while columns follow", async () => {
  const board = anna.at("board");
  const top = () => board.evaluate((board) => {
    Object.assign(board.style, { maxHeight: "140px", maxWidth: "640px" });
    board.scrollTo(0, 60);
    return [board.scrollTop > 0, Math.round(board.querySelector(".stage > header").getBoundingClientRect().top - board.getBoundingClientRect().top)];
  });
  await settles(top, [true, 0]);
  await settles(() => board.evaluate((board) => board.classList.contains("goes-on")), true);
  await board.evaluate((board) => board.scrollTo(board.scrollWidth, 0));
  await settles(() => board.evaluate((board) => board.classList.contains("goes-on")), false);
  await board.evaluate((board) => {
    board.removeAttribute("style");
    board.scrollTo(0, 0);
  });
});

step("the board by pointer: won with a reason, taken back by one press", async () => {
  const from = await anna.box(card(anna, "Licence"));
  const to = await anna.box(stage(anna, "Won"));
  await anna.page.mouse.move(from.x + 40, from.y + 20);
  await anna.page.mouse.down();
  await anna.page.mouse.move(to.x + 60, to.y + 120, { steps: 10 });
  await anna.picture("board-drag");
  await anna.page.mouse.up();
  await anna.see("ending-dialog");
  await anna.fill("reason", "Trust");
  await anna.picture("won-reason");
  await anna.click("ending-save");
  await inStage(anna, "Won", "Licence");
  await anna.click("undo");
  await inStage(anna, "New", "Licence");
  await anna.pictures("board");
});

step("a press on a card opens its deal", async () => {
  await card(anna, "Retainer").click();
  await anna.see("record");
  await anna.page.locator("h1").filter({ hasText: "Retainer" }).waitFor();
  await anna.page.goBack();
  await anna.see("board");
});

step("the same deals as a table, sorted by two columns, and the address says so", async () => {
  await anna.click("layout-table");
  await anna.see("grid");
  await anna.page.getByRole("button", { name: "Stage", exact: true }).click();
  await anna.page.getByRole("button", { name: "Amount", exact: true }).click({ modifiers: ["Shift"] });
  await anna.page.waitForFunction(() => location.search === "?sort=92,93&view=table");
  const names = () => anna.page.locator(".grid-body .grid-row:not([hidden]) .who > .cut > .cut:not(.second)").allInnerTexts();
  // Amounts sort by currency, then by size; the merger is in a later stage.
  await settles(async () => (await names()).filter(Boolean), ["Retainer", "Licence", "Merger"]);
  await anna.goto(new URL(anna.page.url()).pathname + new URL(anna.page.url()).search);
  await anna.unlock();
  await anna.see("grid");
  await settles(() => anna.page.locator('[aria-sort="ascending"]').count(), 2, "survives a reload");
  await anna.picture("deals-table");
});

step("the table of deals adds up what they are worth, shows each stage's colour, and what is late", async () => {
  await says(anna.at("foot"), /Sum[\s\S]*\d/);
  const amount = anna.page.locator(".grid-row[data-id]", { hasText: "Merger" }).locator(":scope > .to-end");
  await settles(() => amount.evaluate((cell) => getComputedStyle(cell).textAlign), "end");
  await settles(() => anna.page.locator(".grid-body > [data-id]:not([hidden]) .stage-dot").count(), 3);
  const late = anna.page.locator(".grid-row[data-id]", { hasText: "Merger" }).locator(":scope > .wide.late");
  await anna.page.locator(".grid-row[data-id]", { hasText: "Merger" }).locator(":scope > .wide").nth(3).dblclick();
  await anna.see("cell-edit");
  await anna.page.keyboard.press("Control+a");
  await anna.page.keyboard.type("2020-01-31");
  await anna.page.keyboard.press("Enter");
  await late.waitFor();
  await anna.picture("deals-late");
  await anna.page.keyboard.press("Control+z");
  await late.waitFor({ state: "detached" });
});

step("a customer's page: a note in Markdown, a call, a task, an e-mail dropped, all on one timeline", async () => {
  await anna.walk("companies");
  await anna.page.getByText("Harbour Trust").first().click();
  await anna.see("record");
  await anna.page.keyboard.press("n");
  await anna.page.keyboard.type("They want the **draft** by Friday.\n\n- [ ] send it\n\n<img src=x onerror=alert(1)>");
  await anna.page.keyboard.press("Control+Enter");
  const note = anna.at("timeline-entry").first();
  await note.locator("strong", { hasText: "draft" }).waitFor();
  assert.equal(await note.locator("img").count(), 0, "HTML in a note is text");
  await says(anna.at("tab-notes"), /^Notes\s*1$/);
  await note.locator("input[type=checkbox]").check();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="timeline-entry"] input').checked);

  await anna.click("log-call");
  await anna.fill("composer", "Called about the deadline.");
  await anna.click("composer-save");
  await anna.page.locator('[data-testid="timeline-entry"][data-what="call"]').waitFor();

  await anna.page.evaluate(() => {
    const mail = "From: V. Quandt <v@quandt.example>\r\nTo: anna@example.org\r\nSubject: The register\r\nDate: Thu, 26 Nov 2026 09:00:00 +0100\r\nMessage-ID: <r@quandt.example>\r\n\r\nIt is attached.\r\n";
    const data = new DataTransfer();
    data.items.add(new File([mail], "register.eml", { type: "message/rfc822" }));
    document.querySelector(".composer").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
  });
  await anna.page.locator('[data-testid="timeline-entry"][data-what="e-mail"]').waitFor();

  await anna.click("add-task");
  await anna.fill("title", "Send the draft");
  await anna.fill("due", "2020-01-31");
  await anna.click("create-record");
  await anna.at("related-tasks").getByText("Send the draft").waitFor();
  await anna.pictures("timeline");
  await anna.fill("composer", "half a thought");
  await anna.walk("tasks");
  await anna.page.goBack();
  await anna.inputIs("composer", /^half a thought$/);
  await anna.fill("composer", "");
});

step("a call is written down as of when it was and how long it took, and stands there; one undo takes it back", async () => {
  await anna.see("record");
  await anna.click("log-note");
  assert.equal(await anna.at("when-open").count(), 0, "a note took place at no time");
  await anna.click("log-call");
  await anna.fill("composer", "Spoke about the first offer.");
  await anna.click("when-open");
  await anna.page.locator('[data-testid="noted-at"]:focus').waitFor();
  await anna.fill("noted-at", "2024-05-03T10:30");
  await anna.page.locator(".noted-when select").selectOption("90");
  await anna.pictures("noted-when");
  await soundAsItStands(anna);
  await anna.click("composer-save");
  const call = anna.at("timeline-entry").filter({ hasText: "Spoke about the first offer." });
  await call.waitFor();
  await anna.see("when-open");
  // Of all that is here it was first.
  await anna.at("timeline-entry").last().getByText("Spoke about the first offer.").waitFor();
  assert.equal(await call.locator("time").getAttribute("title"), "3 May 2024, 10:30");
  await anna.click("record-menu");
  await anna.at("menu-undo").filter({ hasText: /call/i }).click();
  await call.waitFor({ state: "detached" });
  await anna.click("log-note");
});

step("my day shows what is late, and what has no next step; ticking it off clears it, undo brings it back", async () => {
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "my d");
  await anna.page.locator("#palette-0", { hasText: "My day" }).waitFor();
  await anna.page.keyboard.press("Enter");
  await anna.at("day-late").getByText("Send the draft").waitFor();
  await anna.at("day-stuck").getByText("Retainer").waitFor();
  await anna.pictures("day");
  await anna.at("day-late").getByTestId("tick").click();
  await anna.at("day-late").waitFor({ state: "detached" });
  await anna.click("undo");
  await anna.at("day-late").getByText("Send the draft").waitFor();
});

step("a task that is done asks what is next, for the same people", async () => {
  await anna.at("day-late").getByTestId("tick").click();
  await anna.click("what-next");
  await anna.fill("title", "Hear whether it came");
  await anna.click("create-record");
  await anna.walk("tasks");
  await anna.page.locator(".grid-row[data-id]", { hasText: "Hear whether it came" }).filter({ hasText: "Harbour Trust" }).waitFor();
});

step("the palette finds any record, makes any record, and closes", async () => {
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "harb");
  await anna.page.locator(".palette [role=option]").filter({ hasText: "Harbour Trust" }).first().waitFor();
  await anna.pictures("palette");
  await anna.page.keyboard.press("Enter");
  await anna.see("record");
  await settles(() => anna.at("record-name").innerText(), "Harbour Trust");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "new task");
  await anna.page.keyboard.press("Enter");
  await anna.see("new-record-dialog");
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Control+k");
  await anna.fill("palette-input", "nothing is called this");
  await anna.page.getByText("Nothing fits").waitFor();
  await anna.page.keyboard.press("Escape");
  await anna.at("palette").waitFor({ state: "detached" });
});

step("a colleague sees the deals, moves one, and it is news", async () => {
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben Tal");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben", undefined);
  await ben.see("join");
  await ben.click("join");
  await ben.see("day", 30_000);
  await ben.walk("people");
  await ben.walk("deals");
  await inStage(ben, "Offer", "Merger");
  await card(ben, "Merger").focus();
  for (const key of [" ", "ArrowRight", " "]) await ben.page.keyboard.press(key);
  await anna.walk("deals");
  await anna.click("layout-board");
  await inStage(anna, "Negotiation", "Merger");
  await anna.walk("day");
  await anna.at("day-news").getByText("Merger").waitFor();
  await says(anna.at("day-news"), /Ben Tal changed Merger/);
});

step("a new deal asks for its stage, and for the reason if that is a last one", async () => {
  await anna.walk("deals");
  await anna.see("board");
  await anna.page.keyboard.press("c");
  const asked = anna.at("new-record-dialog").getByRole("combobox", { name: "Stage" });
  await asked.waitFor();
  await settles(() => asked.evaluate((select) => select.selectedOptions[0].textContent), "New", "where deals begin");
  await asked.selectOption({ label: "Offer" });
  await anna.fill("title", "Audit");
  await anna.pictures("deal-new");
  await anna.click("create-record");
  await anna.see("record");
  await anna.walk("deals");
  await inStage(anna, "Offer", "Audit");
  await anna.page.keyboard.press("c");
  await asked.selectOption({ label: "Won" });
  await anna.fill("title", "Appraisal");
  await anna.click("create-record");
  await anna.fill("reason", "Trust");
  await anna.click("ended-save");
  await anna.walk("deals");
  await inStage(anna, "Won", "Appraisal");
});

step("a deal's page has its stages, each a press away, and asks why at the end", async () => {
  const at = (name) => anna.at("stage-step").filter({ hasText: name });
  const stands = (name) => settles(async () => (await anna.page.locator('[data-testid="stage-step"][aria-current="step"]').allInnerTexts()).join().trim(), name);
  await anna.page.keyboard.press("c");
  await anna.fill("title", "Survey");
  await anna.click("create-record");
  await anna.see("record");
  await stands("New");
  await at("Offer").click();
  await stands("Offer");
  await anna.page.getByText("Survey moved to “Offer”.").first().waitFor();
  await anna.pictures("deal-stages");
  await at("Lost").click();
  await anna.fill("reason", "Price");
  await anna.click("ended-save");
  await stands("Lost");
  await anna.walk("deals");
  await inStage(anna, "Lost", "Survey");
});

step("on a phone: the board, a customer's tabs", async () => {
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("deals");
  await anna.see("board");
  // Carried by keys, the stage that a deal would go to is in sight.
  await card(anna, "Audit").focus();
  for (const key of [" ", "ArrowRight", "ArrowRight"]) await anna.page.keyboard.press(key);
  await anna.page.waitForFunction(() => {
    const box = document.querySelector(".stage.over").getBoundingClientRect();
    return box.left >= -1 && box.right <= innerWidth + 1;
  });
  await anna.page.keyboard.press("Escape");
  await anna.walk("companies");
  await anna.page.getByText("Harbour Trust").first().click();
  await anna.see("tab-details");
  await anna.click("tab-timeline");
  await anna.see("timeline");
  const wider = await anna.page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wider, false, "nothing is wider than the screen");
  await anna.page.setViewportSize(WIDE.viewport);
  assert.deepEqual([...anna.errors, ...ben.errors], []);
});
