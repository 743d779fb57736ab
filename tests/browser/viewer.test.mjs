// Who only reads, on files, tags, lists, deals and their board (team.test.mjs has the other pages): what would change anything
// is not there or is locked, it is said why, and everything that can be pressed works.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const READS = "You can read all of this vault and change nothing in it. An owner can give you another role: Anna Berg.";
// An empty place tells nobody to fill it who may not.
const NOTHING = "What colleagues add stands here.";
const PEOPLE = "First name,Last name,Company,Tags\nAda,Aal,Berg AG,vip\nBen,Bach,Berg AG,vip;press\n";
const NOTE = { name: "terms.txt", mimeType: "text/plain", buffer: Buffer.from("Agreed on 12 May.") };

let server, anna, vera, deal;
const step = steps(() => ({ anna, vera }));

before(async () => {
  server = await Server.start();
  [anna, vera] = [await Person.open(server.origin), await Person.open(server.origin)];
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await anna.walk("lists");
  await anna.click("lists-first");
  await anna.fill("list-name", "Spring dinner");
  await anna.click("list-save");
  await anna.at("list-title").getByText("Spring dinner").waitFor();
  await anna.walk("people");
  await anna.countIs(2);
  await anna.at("grid").focus();
  await anna.page.keyboard.press("Control+a");
  await anna.click("list-selected");
  await anna.fill("pick-list-input", "spr");
  await anna.page.keyboard.press("Enter");
  await anna.page.getByText("2 records added to “Spring dinner”", { exact: false }).first().waitFor();
  await anna.walk("deals");
  await anna.click("new-record");
  await anna.fill("title", "Merger");
  await anna.fill("amount", "80000");
  await anna.page.getByRole("combobox", { name: "Company" }).fill("berg");
  await anna.page.getByRole("option", { name: "Berg AG" }).click();
  await anna.click("create-record");
  await anna.see("record");
  deal = new URL(anna.page.url()).pathname;
  await anna.fill("composer", "They want the **draft**.\n\n- [ ] send it");
  await anna.click("composer-save");
  await anna.at("timeline-entry").first().waitFor();
  await anna.openFiles();
  await anna.at("attach-input").setInputFiles(NOTE);
  await anna.page.locator('[data-testid="file"][data-kept="true"]').waitFor();
  await anna.synced(60_000);
  await vera.join(await anna.invite("Vera Quandt", "Viewer"), "vera@example.org", PASSWORD);
  await vera.countIs(2, 60_000);
});

after(() => dispose(anna, vera, server));

const go = (person, path) => person.page.evaluate((path) => {
  history.pushState(null, "", path);
  dispatchEvent(new PopStateEvent("popstate"));
}, path);
const are = async (person, ...names) => {
  for (const name of names) await person.see(name);
};
const areNot = async (person, ...names) => {
  for (const name of names) assert.equal(await person.at(name).count(), 0, name);
};
const reads = async (where) => assert.equal(await (await vera.see("reads-only")).innerText(), READS, where);

// Presses everything on the page that can be pressed, one after the other on the page as it was: nothing says that it may not
// be done, and no form opens that would be refused in the end.
async function pressesAll(path, landmark) {
  const buttons = () => vera.page.locator("main").locator("button:enabled:visible, summary:visible, [role=tab]:visible");
  await go(vera, path);
  await vera.see(landmark);
  const names = await buttons().evaluateAll((all) => all.map((one) => one.ariaLabel || one.innerText.trim()));
  for (const [at, name] of names.entries()) {
    await go(vera, "/more");
    await vera.page.locator("main").getByRole("heading", { level: 1, name: "More" }).waitFor();
    await go(vera, path);
    await vera.see(landmark);
    await buttons().nth(at).click();
    // What was asked of the worker is answered when it has answered this.
    await vera.synced();
    const said = await vera.page.evaluate(() => [...document.querySelectorAll('[data-testid="toast"] .words-of, [data-testid="problem"], .wrong')].map((one) => one.innerText));
    assert.deepEqual(said.filter((words) => !/saved|copied/i.test(words)), [], `${name} on ${path}`);
    const forms = await vera.page.evaluate(() => document.querySelectorAll("dialog[open] form").length);
    assert.equal(forms, 0, `${name} on ${path} opens no form`);
    await vera.page.keyboard.press("Escape");
    await vera.page.locator("dialog[open]").waitFor({ state: "detached" });
  }
  return names;
}

step("files of all records: they open and are saved, and none can be deleted", async () => {
  await anna.walk("files");
  await are(anna, "file-delete");
  await vera.walk("files");
  await are(vera, "file-open", "file-download");
  await areNot(vera, "file-delete", "file-cancel", "attach");
  await reads("files");
  await vera.click("file-open");
  await vera.page.getByText("Agreed on 12 May").waitFor({ timeout: 30_000 });
  await vera.page.keyboard.press("Escape");
  const [saved] = await Promise.all([vera.page.waitForEvent("download"), vera.click("file-download")]);
  assert.equal(saved.suggestedFilename(), NOTE.name);
  await sound(vera, "files, read only");
});

step("tags lead to their lists and stay as they are", async () => {
  await anna.walk("settings");
  await anna.click("tags-link");
  await are(anna, "tag-rename", "tag-delete");
  await vera.walk("settings");
  await vera.click("tags-link");
  await vera.page.locator('[data-testid="tag-line"][data-tag="press"]').waitFor();
  await areNot(vera, "tag-rename", "tag-delete");
  await reads("tags");
  await vera.pictures("viewer-tags");
  await sound(vera, "tags, read only");
  await vera.page.locator('[data-tag="press"]').getByTestId("tag-list").click();
  await vera.countIs(1);
});

step("lists: none is made, named or filled", async () => {
  await anna.walk("lists");
  assert.ok(await (await anna.see("new-list")).isEnabled());
  await anna.at("list-line").locator("a").click();
  await are(anna, "list-menu", "list-add", "list-new");
  await vera.walk("lists");
  assert.ok(await (await vera.see("new-list")).isDisabled());
  await reads("lists");
  await sound(vera, "lists, read only");
  await vera.at("list-line").locator("a").click();
  await vera.at("list-title").getByText("Spring dinner").waitFor();
  await vera.page.locator(".grid-row[data-id]", { hasText: "Ada Aal" }).waitFor();
  for (const name of ["list-add", "list-new"]) assert.ok(await vera.at(name).isDisabled(), name);
  await areNot(vera, "list-menu");
  await reads("a list");
  await vera.pictures("viewer-list");
  await sound(vera, "a list, read only");
  // Whoever is selected is only selected.
  await vera.at("grid").focus();
  await vera.page.keyboard.press("Control+a");
  await vera.at("selection-bar").getByText("2 selected").waitFor();
  await vera.at("selection-bar").getByText("You can only read here.").waitFor();
  await areNot(vera, "list-selected", "list-off", "edit-selected", "delete-selected", "merge-selected");
  await vera.page.keyboard.press("Delete");
  await vera.synced();
  await vera.at("selection-bar").getByText("2 selected").waitFor();
  await vera.page.keyboard.press("Escape");
  await vera.click("list-companies");
  await vera.see("empty");
  await areNot(vera, "list-add-first");
  await vera.at("empty").getByText(NOTHING).waitFor();
  await sound(vera, "a list without companies, read only");
});

step("the board: no card is taken up, by keys either, and none is added", async () => {
  await anna.walk("deals");
  await are(anna, "stage-add");
  await vera.walk("deals");
  const card = vera.page.locator(".stage", { hasText: "New" }).locator(".deal", { hasText: "Merger" });
  await card.waitFor();
  await areNot(vera, "stage-add");
  assert.ok(await vera.at("new-record").isDisabled());
  await reads("the board");
  await card.focus();
  for (const key of [" ", "ArrowRight", " "]) await vera.page.keyboard.press(key);
  await vera.synced();
  await card.waitFor();
  assert.equal(await vera.page.locator(".deal.lifted").count(), 0);
  assert.equal(await vera.at("board-said").innerText(), "");
  await vera.pictures("viewer-board");
  await sound(vera, "the board, read only");
});

step("the calendar: a press on an hour makes nothing new, and with a colleague it does", async () => {
  const pressHour = async (person) => {
    await go(person, "/calendar?view=day");
    await person.see("calendar-hours");
    await person.at("hours-of-day").click({ position: { x: 60, y: 60 } });
  };
  await pressHour(vera);
  await vera.synced();
  await areNot(vera, "calendar-new", "day-new");
  await sound(vera, "the calendar, read only");
  await pressHour(anna);
  await anna.see("calendar-new");
  await anna.page.keyboard.press("Escape");
  await anna.at("calendar-new").waitFor({ state: "detached" });
});

step("a deal: every field is there to be read, none to be written", async () => {
  await go(anna, deal);
  await are(anna, "composer", "add-task");
  await go(vera, deal);
  await vera.at("record-name").getByText("Merger").waitFor();
  await reads("a deal");
  await vera.page.locator('[data-testid="field"]').first().waitFor();
  const open = await vera.page.locator('[data-testid="record"] :is(input, textarea, select):enabled').evaluateAll((all) => all.map((one) => one.outerHTML.slice(0, 120)));
  assert.deepEqual(open, []);
  const fields = vera.page.locator('[data-testid="field"] :is(input, textarea, select)');
  await settles(async () => (await fields.count()) > 5, true, "of which there are several");
  await areNot(vera, "composer", "add-task", "template-menu", "log-call");
  // A box in a note is ticked by nobody who may not write.
  await vera.at("timeline-entry").first().waitFor();
  assert.equal(await vera.at("timeline-entry").getByRole("checkbox").and(vera.page.locator(":enabled:not([aria-disabled=true])")).count(), 0);
  await sound(vera, "a deal, read only");
  await vera.openFiles();
  await are(vera, "file-open", "file-download");
  await areNot(vera, "attach", "file-delete");
  await sound(vera, "files of a deal, read only");
  await vera.click("record-menu");
  await vera.see("record-history");
  await areNot(vera, "delete-record", "erase-record");
  await vera.page.keyboard.press("Escape");
  // E would begin to edit.
  await vera.page.keyboard.press("e");
  assert.equal(await vera.page.evaluate(() => document.activeElement.matches("input, textarea, select")), false);
  // Keys that would write say why they do not.
  for (const key of ["e", "n", "c"]) {
    await vera.page.keyboard.press(key);
    await vera.at("toast").getByText("You can only read here.").first().waitFor();
    while (await vera.at("toast").count()) await vera.at("toast").first().getByRole("button", { name: "Close" }).click();
  }
});

step("an empty timeline asks only those to write who may", async () => {
  const words = (person) => person.at("timeline-empty").locator("p").innerText();
  await anna.openPerson("ben");
  await settles(() => words(anna), "Write down what was said, or what is to be done next.");
  await vera.openPerson("ben");
  await settles(() => words(vera), NOTHING);
  await go(vera, deal);
  await vera.openFiles();
  await go(anna, deal);
  await anna.see("record");
});

step("a file that is dropped on a deal goes nowhere, and with a colleague it is attached", async () => {
  const drop = (person) => person.page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(["Signed on 14 May."], "signed.txt", { type: "text/plain" }));
    const place = document.querySelector('[data-testid="files"]');
    for (const type of ["dragenter", "dragover", "drop"]) place.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await drop(vera);
  await vera.synced();
  assert.equal(await vera.at("file").count(), 1);
  assert.equal(await vera.at("file-reading").count(), 0);
  await anna.openFiles();
  await drop(anna);
  await anna.at("file").filter({ hasText: "signed.txt" }).waitFor();
  await vera.at("file").filter({ hasText: "signed.txt" }).waitFor({ timeout: 60_000 });
});

step("whatever can be pressed on these pages does what it says", async () => {
  const pressed = [];
  const list = await (async () => {
    await vera.walk("lists");
    return vera.at("list-line").locator("a").getAttribute("href");
  })();
  for (const [path, landmark] of [["/files", "files-page"], ["/tags", "tag-line"], ["/lists", "list-line"], [list, "list-title"], [deal, "record"], ["/deals", "board"]]) {
    pressed.push(...(await pressesAll(path, landmark)));
  }
  for (const name of ["Download", "Filter", "Columns", "Files", "Board"]) assert.ok(pressed.includes(name), `${name} was pressed`);
});

step("a note begun before one could only read is kept, and it is said why it is not saved", async () => {
  const make = async (role) => {
    await anna.walk("members");
    await anna.page.locator('[data-testid="member"][data-name="Vera Quandt"]').getByTestId("member-menu").click();
    await anna.page.locator('.menu [role="menuitemradio"]', { hasText: role }).click();
    await anna.at("toast").getByText(`Vera Quandt is now ${role === "Editor" ? "an editor" : "a viewer"}.`).waitFor();
    await anna.synced();
  };
  await make("Editor");
  await go(vera, deal);
  await vera.see("composer", 60_000);
  await vera.click("saw-members");
  await vera.fill("composer", "They agreed to meet on 12 May");
  await make("Viewer");
  await (await vera.see("member-changes", 60_000)).getByText("You can only read here now.").waitFor();
  await (await vera.see("begun-note")).getByText("They agreed to meet on 12 May").waitFor();
  await areNot(vera, "composer");
  await vera.pictures("viewer-begun");
  await sound(vera, "a note that was begun, read only");
});

step("nothing broke", () => assert.deepEqual([...anna.errors, ...vera.errors], []));
