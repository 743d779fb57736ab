// Rows of a file that cannot be read as they stand are put right before they are imported; the file stays as it is.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const FILE = [
  "First name,Last name,E-mail,Birthday,Notes",
  "Ada,Aal,ada.example,1980-01-02,",
  ",,,,met at the fair",
  'Cid,Cohn,cid.example,,"first line',
  'second line"',
].join("\r\n");

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.importFiles({ name: "people.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
});

after(() => dispose(anna, server));

const column = (header) => anna.page.locator(`[data-testid="column"][data-header="${header}"]`);
const issue = (value) => anna.at("issue").filter({ hasText: value });
const dialog = () => anna.at("mend-row");
const cell = (header) => dialog().getByLabel(header, { exact: true });
const number = async (name) => Number(await anna.at(name).locator("b").innerText());
const numbers = async () => [await number("new-people"), await number("skipped")];
const open = async (of) => {
  await of.getByTestId("mend").click();
  await dialog().waitFor();
  await anna.page.waitForFunction(() => document.activeElement?.matches('[data-testid="mend-row"] :is(input, textarea)'));
};
// Where the keyboard goes on.
const caretIs = (name) => anna.page.waitForFunction((name) => document.activeElement?.getAttribute("aria-label") === name, name);
const save = async () => {
  await anna.click("mend-save");
  await dialog().waitFor({ state: "detached" });
};

step("beside each column stand values of it, in how many rows there are some, and what its field cannot read", async () => {
  const mail = column("E-mail");
  const choice = mail.getByRole("combobox");
  const note = mail.getByTestId("column-note");
  assert.deepEqual(await mail.locator(".samples li").allInnerTexts(), ["ada.example", "cid.example"]);
  await says(mail.getByTestId("column-filled"), /^filled in 2 of 3$/);
  await says(note, /^2 of 2, “ada.example” among them: not an e-mail address\. Kept as typed; /);
  assert.equal(await column("Last name").getByTestId("column-note").count(), 0);
  await anna.pictures("import-columns");
  // Where it goes nowhere nothing is told, and the keys stay on the choice.
  const held = await choice.inputValue();
  await choice.focus();
  await choice.selectOption({ label: "Leave out" });
  await note.waitFor({ state: "detached" });
  await caretIs("E-mail");
  await choice.selectOption(held);
  await note.waitFor();
  await caretIs("E-mail");
  const told = await choice.getAttribute("aria-describedby");
  await says(anna.page.locator(`[id="${told}"]`), /not an e-mail address/);
});

step("what is wrong in a row is mended where it is told, by keyboard alone, and what would be imported follows", async () => {
  await settles(numbers, [2, 1]);
  const wrong = issue("ada.example");
  assert.equal(await wrong.getByRole("button").getAttribute("aria-label"), "Mend row 2");
  await wrong.getByTestId("mend").focus();
  await anna.page.keyboard.press("Enter");
  await dialog().waitFor();
  await anna.page.waitForFunction(() => document.activeElement?.value === "ada.example");
  assert.match(await dialog().innerText(), /Row 2[\s\S]*not an e-mail/);
  assert.equal(await cell("Birthday").isVisible(), false, "what is not imported stands behind a heading");
  await anna.pictures("mend-row");
  await sound(anna, "a row that is mended", ["wide", "phone", "dark"]);
  await anna.page.keyboard.press("Control+A");
  await anna.page.keyboard.type("ada@x.example");
  await anna.page.keyboard.press("Enter");
  await dialog().waitFor({ state: "detached" });
  await wrong.waitFor({ state: "detached" });
  await says(anna.at("mended"), /^1 row mended here; the file/);
  await caretIs("Mend row 3");
});

step("a row without a name is given one, and is left out no more", async () => {
  await open(anna.at("issue").filter({ hasText: "no name" }));
  await cell("First name").fill("Ben");
  await save();
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="skipped"] b').textContent === "0");
  await settles(() => number("new-people"), 3);
  await says(anna.at("mended"), /^2 rows mended here/);
});

step("a text of several lines keeps its lines, and what was typed is asked about before it is lost", async () => {
  await open(issue("cid.example"));
  assert.equal(await cell("Notes").inputValue(), "first line\nsecond line");
  await cell("E-mail").fill("cid@x.example");
  await anna.page.keyboard.press("Escape");
  await anna.click("leaving-stay");
  assert.equal(await cell("E-mail").inputValue(), "cid@x.example");
  await save();
});

step("all of it can be as in the files again", async () => {
  await anna.click("unmend");
  await anna.at("mended").waitFor({ state: "detached" });
  await issue("ada.example").waitFor();
  await caretIs("Mend row 2");
  await settles(numbers, [2, 1]);
  await open(issue("ada.example"));
  await cell("E-mail").fill("ada@x.example");
  await save();
});

step("what is imported is what was typed, and one step takes it back", async () => {
  await anna.click("import-run");
  await anna.see("import-done");
  await anna.walk("people");
  await anna.countIs(2);
  await anna.search("ada@x.example");
  await anna.countIs(1);
  await anna.search("");
  await anna.countIs(2);
  await anna.at("grid").focus();
  await anna.page.keyboard.press("Control+z");
  await anna.countIs(0);
});

step("cells that were copied in a spreadsheet are pasted into the page, and not their picture", async () => {
  await (await anna.see("import")).click();
  await anna.see("dropzone");
  await anna.page.evaluate(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", "First name\tLast name\nDora\tDahl\n");
    clipboardData.items.add(new File([new Uint8Array([137, 80, 78, 71])], "image.png", { type: "image/png" }));
    document.body.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  });
  await anna.see("import-run");
  await says(anna.at("import-file"), /Pasted cells[\s\S]*tab/);
  await settles(numbers, [1, 0]);
  assert.deepEqual(anna.errors, []);
});
