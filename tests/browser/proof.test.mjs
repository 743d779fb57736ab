// The whole path on real people, between two members: a file makes no consent; an export has exactly who is allowed; who
// withdraws is not in the next one; a partner without an agreement gets nothing; and of somebody who is erased on one device
// nothing is found on the server, in the storage of any device, or in any export.
import assert from "node:assert/strict";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { found } from "./lib/blind.mjs";
import { Person } from "./lib/browser.mjs";
import { ATOMIC } from "./lib/files.mjs";
import { exported, subscribe, toExport, toPrivacy, withdraw } from "./lib/privacy.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
// Of the file: the only one of each name, with one address; Freda is one of those whom it does not call subscribed.
const [ROCHELLE, NATASHA, TERI, FREDA] = [
  "Rochelle_Hirthe@gmail.com",
  "Natasha.Durgan74@yahoo.com",
  "Teri_Kulas79@yahoo.com",
  "Freda.Treutel51@hotmail.com",
];
// What tells of her: names, address, and numbers as they are written and as they are compared.
const HERS = ["Rochelle Hirthe", "Hirthe", ROCHELLE, "1-767-882-3473", "677.474.3580", "17678823473", "6774743580"];
const SAID = "Quorvex-Said-On-The-Phone";

let server, anna, ben;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  [anna, ben] = [await Person.open(server.origin), await Person.open(server.origin)];
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
});

after(() => dispose(anna, ben, server));

/** Addresses in a file, in order. */
const addresses = (file) => [...file.matchAll(/[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g)].map(([address]) => address).sort();

/** Every file of a browser's profile: what pages keep on the device among them. */
function stored(person) {
  const all = readdirSync(person.folder, { recursive: true }).map((name) => join(person.folder, name));
  return all.filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile()).map((path) => [path, readFileSync(path)]);
}

step("a file that calls 160 of 500 people subscribed makes no consent", async () => {
  assert.equal(readFileSync(ATOMIC, "utf8").match(/,true,/g).length, 160);
  await anna.walk("people");
  await anna.importFiles(ATOMIC);
  await anna.click("import-run");
  await anna.see("import-done", 60_000);
  await anna.at("import-said").getByText("160 people marked as subscribed, without proof. That is no consent", { exact: false }).waitFor();
  await toExport(anna, "0 of 500 included");
  await anna.page.locator('[data-testid="left-out"]').filter({ hasText: "imported without proof" }).getByText("160", { exact: true }).waitFor();
  assert.ok(await anna.at("export-run").isDisabled(), "nobody is exported anyway");
  await anna.pictures("proof-none");
});

step("consents are recorded with notice and evidence, and the newsletter goes to exactly those", async () => {
  for (const address of [ROCHELLE, NATASHA, TERI, FREDA]) await subscribe(anna, address, `Form of ${address}`);
  await anna.at("ledger").getByText(`Form of ${FREDA}`).waitFor();
  await toExport(anna, "4 of 500 included");
  assert.deepEqual(addresses(await exported(anna)), [FREDA, NATASHA, ROCHELLE, TERI].sort());
  await anna.pictures("proof-exported");
});

step("one withdraws, and the next export lacks her", async () => {
  await withdraw(anna, NATASHA);
  await toExport(anna, "3 of 500 included");
  assert.deepEqual(addresses(await exported(anna)), [FREDA, ROCHELLE, TERI].sort());
});

step("a partner without an agreement is refused, and told what is missing", async () => {
  await toPrivacy(anna, "third-parties");
  await anna.click("add-party");
  await anna.fill("party-name", "Printers Ltd");
  await anna.click("party-save");
  await anna.page.locator('[data-testid="lacks"]').filter({ hasText: "no valid agreement" }).waitFor();
  await toExport(anna, "3 of 500 included");
  await anna.at("export-recipient").getByRole("combobox").selectOption({ label: "Printers Ltd" });
  await anna.at("export-refused").getByText("there is no valid agreement with the recipient", { exact: false }).waitFor();
  assert.ok(await anna.at("export-run").isDisabled(), "there is no exporting anyway");
  await anna.synced(60_000);
});

step("a second member has her too, and writes about her", async () => {
  await ben.join(await anna.invite("Ben Tal", "Editor"), "ben@example.org", PASSWORD);
  await ben.openPerson(ROCHELLE);
  // What is recorded from here on is what the server gets of this one note, sealed.
  const sent = server.tap.up.length;
  await ben.page.keyboard.press("n");
  await ben.at("composer").fill(`${SAID} ${"she asked about the roof of her house. ".repeat(150)}`);
  await ben.page.keyboard.press("Control+Enter");
  await ben.at("timeline-entry").first().getByText(SAID, { exact: false }).waitFor();
  await ben.synced();
  const bytes = Buffer.concat(server.tap.up.slice(sent));
  sealed = Array.from({ length: Math.floor(bytes.length / 48) }, (_, at) => bytes.subarray(at * 48, at * 48 + 48)).filter(isOnServer);
  assert.ok(sealed.length > 50, `what was sealed is found in the server's files, in ${sealed.length} places`);
  await toExport(ben, "3 of 500 included");
  assert.ok(addresses(await exported(ben)).includes(ROCHELLE), "and in an export of his");
  await ben.openPerson(ROCHELLE);
});

let sealed = [];
const isOnServer = (part) => server.files().some(([, bytes]) => bytes.includes(part));

step("she is erased on one device, and verified gone on both", async () => {
  await anna.synced();
  await anna.openPerson(ROCHELLE);
  await anna.at("timeline-entry").getByText(SAID, { exact: false }).waitFor();
  await anna.click("tab-privacy");
  await anna.click("to-erase");
  await anna.see("erase-gone");
  await anna.fill("erase-typed", "Rochelle Hirthe");
  await anna.pictures("proof-erase");
  await anna.click("erase-confirm");
  await anna.page.locator('[data-testid="erasure"][data-stage="Gone"]').waitFor();
  await anna.at("erasure-seen").filter({ hasText: "2 of 2 members" }).waitFor({ timeout: 60_000 });
  assert.equal(await anna.at("erase-left").count(), 0, "nobody else's words hold her");
  await anna.click("erase-finish");
  await anna.at("erasure-stage").filter({ hasText: "Finished" }).waitFor();
  await anna.pictures("proof-erased");
});

step("no page of either device knows her, before and after a lock", async () => {
  for (const person of [anna, ben]) {
    await person.synced();
    for (const again of [false, true]) {
      if (again) {
        await person.lock();
        await person.unlock(PASSWORD);
        await person.synced();
      }
      await person.walk("people");
      for (const words of ["Hirthe", ROCHELLE, "7678823473"]) {
        await person.search(words);
        await person.countIs(0);
      }
      await person.search("");
      await person.countIs(499);
      for (const page of ["day", "feed", "trash", "privacy"]) {
        await person.walk(page);
        await person.page.waitForTimeout(500);
        await person.answered();
        assert.deepEqual(found(Buffer.from(await person.page.locator("body").innerText()), [...HERS, SAID]), [], page);
      }
      await person.page.keyboard.press("Control+k");
      await person.page.keyboard.type("Hirth");
      await person.page.waitForTimeout(500);
      await person.answered();
      assert.deepEqual(found(Buffer.from(await person.page.locator("dialog").first().innerText()), [ROCHELLE, "Rochelle Hirthe"]), []);
      await person.page.keyboard.press("Escape");
    }
  }
});

step("no export of either device has her: of the newsletter, and of everybody, in every form", async () => {
  for (const person of [anna, ben]) {
    await toExport(person, "2 of 499 included");
    assert.deepEqual(addresses(await exported(person)), [FREDA, TERI].sort());
    for (const form of ["CSV", "vCard 4.0", "JSON"]) {
      await toExport(person, " of 499 included", "Customer service");
      await person.at("export-format").getByRole("combobox").selectOption({ label: form });
      const file = await exported(person);
      assert.ok(addresses(file).length > 400, "a search that finds nothing is one that could");
      assert.deepEqual(found(Buffer.from(file), [...HERS, SAID]), [], form);
    }
  }
});

step("neither page complained", async () => {
  assert.deepEqual(anna.errors, []);
  assert.deepEqual(ben.errors, []);
});

step("neither the server nor any device holds anything of her", async () => {
  // What was sealed of the note is gone; the signed entry, which holds its hash, stays in the journal.
  const left = sealed.filter(isOnServer);
  assert.ok(left.length <= 12, `${left.length} of ${sealed.length} places are still there`);
  await server.stop();
  assert.ok(sealed.filter(isOnServer).length <= 12);
  for (const [path, bytes] of server.files()) assert.deepEqual(found(bytes, [...HERS, SAID]), [], path);
  assert.deepEqual(found(Buffer.concat([...server.logs, ...server.tap.up, ...server.tap.down]), [...HERS, SAID]), [], "logs and wire");
  for (const person of [anna, ben]) {
    await person.lock();
    await person.see("unlock");
    await person.close();
    const files = stored(person);
    assert.ok(files.some(([path]) => path.includes("File System")), "what the page keeps is among them");
    for (const [path, bytes] of files) assert.deepEqual(found(bytes, [...HERS, SAID]), [], path.slice(person.folder.length));
  }
});
