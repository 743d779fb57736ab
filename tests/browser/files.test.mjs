// Files: attached in one browser, opened in another. A picture, a text, a PDF, and what only looks like one; cut off in the
// middle; and a server that changes a byte.
import assert from "node:assert/strict";
import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { found } from "./lib/blind.mjs";
import { PHONE, Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { says, settles } from "./lib/until.mjs";

const WORD = "Dornrosenweg siebzehn";
const NAME = "Kostrelune Vollmacht";
const folder = mkdtempSync(join(tmpdir(), "tacit-files-"));
let server, anna, ben;
const step = steps(() => ({ anna, ben }));

const file = (name, bytes) => {
  const path = join(folder, name);
  writeFileSync(path, bytes);
  return path;
};

const crc = (bytes) => {
  let value = -1;
  for (const byte of bytes) {
    value ^= byte;
    for (let bit = 0; bit < 8; bit++) value = (value >>> 1) ^ (value & 1 ? 0xedb88320 : 0);
  }
  return ~value >>> 0;
};

// A picture of a few bands of colour (PNG, RFC 2083).
function png(width, height) {
  const chunk = (type, data) => {
    const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
    const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(data.length);
    check.writeUInt32BE(crc(body));
    return Buffer.concat([length, body, check]);
  };
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 2, 0, 0, 0], 8);
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + 3 * width);
    for (let x = 0; x < width; x++) row.set([40 + ((x * 160) / width), 120 + ((y * 90) / height), 150 - ((x * 60) / width)].map(Math.floor), 1 + 3 * x);
    return row;
  });
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", head), chunk("IDAT", deflateSync(Buffer.concat(rows))), chunk("IEND", Buffer.alloc(0))]);
}

const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 18 Tf 30 100 Td (${WORD}) Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
`;

const files = {
  picture: ["Grundriss.png", png(640, 400)],
  text: [`${NAME}.txt`, Buffer.from(`${WORD}\n\nHerr Grün hat am 3. März zugestimmt.\n`.repeat(40))],
  pdf: ["Angebot 2026.pdf", Buffer.from(PDF)],
  markup: ["Skizze.png", Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg"><script>document.title = "owned"</script></svg>`)],
  large: ["Aufnahme.bin", randomBytes(9_000_001)],
};

const row = (person, name) => person.page.locator('[data-testid="file"]', { hasText: name });
const kept = (person, name) => row(person, name).and(person.page.locator('[data-kept="true"]')).waitFor({ timeout: 60_000 });

async function attach(person, ...chosen) {
  await person.at("attach-input").setInputFiles(chosen.map(([name, bytes]) => file(name, bytes)));
}

async function download(person, name) {
  const [arrived] = await Promise.all([person.page.waitForEvent("download"), row(person, name).locator('[data-testid="file-download"]').click()]);
  assert.equal(arrived.suggestedFilename(), name);
  return readFileSync(await arrived.path());
}

async function show(person, name) {
  await row(person, name).locator('[data-testid="file-open"]').click();
  return await person.see("file-preview");
}

async function close(person) {
  await person.page.keyboard.press("Escape");
  await person.at("file-preview").waitFor({ state: "detached" });
}

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  await anna.signUp(server.signUpLink, "anna", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.click("new-record");
  await anna.fill("given", "Vera");
  await anna.fill("family", "Quandt");
  await anna.click("create-record");
  await anna.see("record");
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben", undefined);
  await (await ben.see("join")).click();
  await ben.see("day", 30_000);
  await ben.walk("people");
  for (const person of [anna, ben]) {
    await person.openPerson("Quandt");
    await person.openFiles();
  }
});

after(async () => {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
  rmSync(folder, { recursive: true, force: true });
});

step("where there are no files yet nothing is looked for among them", async () => {
  await anna.walk("files");
  await anna.at("empty").getByText("No files yet").waitFor();
  await anna.at("files-find").waitFor({ state: "detached" });
  await anna.walk("people");
  await anna.openPerson("Quandt");
  await anna.openFiles();
});

step("attach a picture, a text, a PDF and others at once; the other browser lists them", async () => {
  await anna.see("files");
  await anna.picture("files-empty");
  await attach(anna, ...Object.values(files));
  for (const [name] of Object.values(files)) await kept(anna, name);
  for (const [name] of Object.values(files)) await kept(ben, name);
  await row(anna, files.text[0]).scrollIntoViewIfNeeded();
  await anna.picture("files");
});

step("the other browser downloads the same bytes under the same names", async () => {
  for (const [name, bytes] of Object.values(files)) {
    const hash = (bytes) => createHash("sha256").update(bytes).digest("hex");
    assert.equal(hash(await download(ben, name)), hash(bytes), name);
  }
});

step("a picture is drawn, text stands as text, whatever the name says", async () => {
  await show(ben, files.picture[0]);
  const image = await ben.see("preview-image");
  await image.evaluate((image) => image.decode());
  assert.deepEqual(await image.evaluate((image) => [image.naturalWidth, image.naturalHeight]), [640, 400]);
  const address = await image.getAttribute("src");
  await ben.picture("files-picture");
  await close(ben);
  const again = await ben.page.evaluate((address) => {
    const image = new Image();
    image.src = address;
    return image.decode().then(() => "there", () => "gone");
  }, address);
  assert.equal(again, "gone", "its address is let go of");

  await show(ben, files.text[0]);
  assert.match(await (await ben.see("preview-text")).innerText(), new RegExp(WORD));
  await ben.picture("files-text");
  await close(ben);

  await show(ben, files.markup[0]);
  assert.match(await (await ben.see("preview-text")).innerText(), /<script>/);
  assert.notEqual(await ben.page.title(), "owned");
  await close(ben);
});

step("a PDF goes to the browser's own viewer, in a tab of its own", async () => {
  await show(ben, files.pdf[0]);
  await ben.see("preview-pdf");
  await ben.picture("files-pdf");
  const [tab] = await Promise.all([ben.context.waitForEvent("page"), ben.click("preview-pdf")]);
  await tab.waitForLoadState().catch(() => {});
  assert.match(tab.url(), /^blob:/);
  await tab.close();
  await close(ben);
});

step("delete with undo, here and there", async () => {
  await row(anna, files.markup[0]).locator('[data-testid="file-delete"]').click();
  await row(ben, files.markup[0]).waitFor({ state: "detached" });
  await anna.click("undo");
  await kept(ben, files.markup[0]);
  assert.deepEqual(await download(ben, files.markup[0]), files.markup[1]);
});

step("an upload goes on after the server was killed and the page reloaded", async () => {
  const long = ["Lange Aufnahme.bin", randomBytes(30_000_000)];
  await attach(anna, long);
  await anna.page.waitForFunction(() => /Sending/.test(document.querySelector('[data-testid="file"]')?.innerText ?? ""), null, { timeout: 30_000 });
  await server.kill();
  await anna.picture("files-sending");
  await anna.page.reload();
  await anna.unlock();
  await anna.openPerson("Quandt");
  await anna.openFiles();
  await row(anna, long[0]).waitFor();
  await server.run();
  await kept(anna, long[0]);
  await kept(ben, long[0]);
  assert.ok((await download(ben, long[0])).equals(long[1]));
});

step("a server that changes a byte: nothing is handed out, and the user reads why", async () => {
  const parts = "**/api/1/*/files/*/part/*";
  await ben.context.route(parts, async (route) => {
    const answer = await route.fetch();
    const body = await answer.body();
    body[100] ^= 1;
    await route.fulfill({ response: answer, body });
  });
  const dialog = await show(ben, files.text[0]);
  await dialog.locator('[data-testid="problem"], [data-testid="preview-text"]').first().waitFor();
  const words = await dialog.innerText();
  await ben.picture("files-damaged");
  await close(ben);
  await ben.context.unroute(parts);
  assert.match(words, /did not hand over the file/);
});

step("a page of its own has the files of all records, by name, by whose they are and by what they are", async () => {
  await anna.walk("people");
  await anna.click("new-record");
  await anna.fill("given", "Otto");
  await anna.fill("family", "Zwyrtek");
  await anna.click("create-record");
  await anna.see("record");
  await anna.openFiles();
  await attach(anna, ["Zusage.txt", Buffer.from("Ja.")]);
  await kept(anna, "Zusage.txt");
  await anna.walk("files");
  const all = [...Object.values(files).map(([name]) => name), "Lange Aufnahme.bin", "Zusage.txt"];
  for (const name of all) await row(anna, name).first().waitFor();
  await says(anna.at("files-sum"), /^7 files, 39/);
  const names = () => anna.at("file-open").allInnerTexts();
  const listed = (...names) =>
    anna.page.waitForFunction((names) => [...document.querySelectorAll('[data-testid="file-open"]')].map((one) => one.innerText).join("|") === names.join("|"), names);
  await settles(async () => (await names())[0], "Zusage.txt", "the newest first");
  await anna.pictures("all-files");
  await anna.fill("files-find", "quandt angebot");
  await listed(files.pdf[0]);
  await anna.fill("files-find", "zwyr");
  await listed("Zusage.txt");
  await anna.fill("files-find", "nobody's");
  await anna.at("empty").getByText("No such files").waitFor();
  await anna.click("files-clear");
  await anna.at("files-page").getByRole("combobox", { name: "What it is" }).selectOption({ label: "Pictures" });
  await listed(files.picture[0]);
  await show(anna, files.picture[0]);
  await anna.see("preview-image");
  await close(anna);
  await row(anna, files.picture[0]).locator('[data-testid="file-of"]').click();
  await anna.see("files");
  await anna.at("record-name").getByText("Vera Quandt").waitFor();
});

step("what was attached stands in the timeline among the rest", async () => {
  await anna.click("tab-timeline");
  await anna.page.locator('[data-testid="timeline-entry"][data-what="file"]', { hasText: files.text[0] }).waitFor();
  await anna.pictures("timeline-files");
  await anna.at("timeline-entry").filter({ hasText: files.picture[0] }).locator('[data-testid="file-open"]').click();
  await anna.see("preview-image");
  await close(anna);
});

step("settings say how much room they take", async () => {
  await anna.walk("settings");
  await anna.page.waitForFunction(() => /MB of 10 GB/.test(document.querySelector('[data-testid="files-room"]')?.innerText ?? ""));
  await anna.at("files-room").scrollIntoViewIfNeeded();
  await anna.picture("files-room");
});

step("phone and dark", async () => {
  await anna.openPerson("Quandt");
  await anna.openFiles();
  await anna.page.emulateMedia({ colorScheme: "dark" });
  await row(anna, files.text[0]).scrollIntoViewIfNeeded();
  await anna.picture("files-dark");
  await anna.page.setViewportSize(PHONE.viewport);
  await row(anna, files.text[0]).scrollIntoViewIfNeeded();
  const overflow = await anna.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(overflow <= 0, `${overflow} px too wide`);
  await anna.picture("files-phone-dark");
  await show(anna, files.picture[0]);
  await anna.see("preview-image");
  await anna.picture("files-picture-phone-dark");
  await close(anna);
});

step("nobody else holds a word of it: not the server, not the line, not the profile", async () => {
  assert.deepEqual(anna.errors, []);
  assert.deepEqual(ben.errors, []);
  await server.stop();
  const planted = [WORD, NAME, "Grundriss.png", "Angebot 2026.pdf"];
  for (const [path, bytes] of server.files()) assert.deepEqual(found(bytes, planted), [], path);
  assert.deepEqual(found(Buffer.concat(server.logs), planted), []);
  assert.deepEqual(found(Buffer.concat(server.tap.up), planted), []);
  assert.deepEqual(found(Buffer.concat(server.tap.down), planted), []);
});
