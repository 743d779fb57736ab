// A hostile server before the real page: what happened and what to do stand there in words. The rows are those of
// docs/threat-model.md; the rest of them are driven natively in tests/tests/hostile.
import { test } from "node:test";
import assert from "node:assert/strict";
import { Person, PHONE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

// An empty list in postcard.
const NOTHING = Buffer.from([0]);

test("r03: a record set that is not all there is refused in words, and read as soon as it is", async () => {
  const server = await Server.start();
  const anna = await Person.open(server.origin);
  const other = await Person.open(server.origin, PHONE);
  try {
    await anna.signUp(server.signUpLink, "anna@example.org", "violin-harbour-nine-meadows-quartz");
    await anna.createVault("Kanzlei Berg", "Anna");
    await anna.synced();

    const leaves = "**/api/1/*/leaves";
    let asked = 0;
    await other.context.route(leaves, (route) => {
      asked += 1;
      return route.fulfill({ status: 200, contentType: "application/octet-stream", body: NOTHING });
    });
    Object.assign(other, { name: anna.name, secretKey: anna.secretKey, password: anna.password });
    await other.signIn();
    const banner = await other.see("problem", 30_000);
    assert.match(await banner.innerText(), /did not hand over everything[\s\S]*unchanged/);
    assert.ok(asked > 0, "the server was asked for the record set");
    assert.equal(await other.at("grid").count(), 0, "nothing of the vault is shown");
    assert.equal(await other.at("vault-name").count(), 0, "and she is not asked to make another one");
    await other.picture("hostile-withheld");

    await other.context.unroute(leaves);
    await other.see("empty", 60_000);
    assert.deepEqual(other.errors, []);
  } finally {
    await other.dispose();
    await anna.dispose();
    await server.dispose();
  }
});

test("c2: markup in what others write is drawn as the text it is", async () => {
  const server = await Server.start();
  const anna = await Person.open(server.origin);
  try {
    const evil = "<img src=x onerror=globalThis.ran=1><b>Bold";
    await anna.signUp(server.signUpLink, "anna@example.org", "violin-harbour-nine-meadows-quartz");
    await anna.createVault(evil, evil);
    const card = `BEGIN:VCARD\r\nVERSION:4.0\r\nFN:${evil}\r\nN:${evil};;;;\r\nTITLE:<script>globalThis.ran=1</script>\r\nNOTE:<svg onload=globalThis.ran=1>\r\nEND:VCARD\r\n`;
    await anna.importFiles([{ name: "evil.vcf", mimeType: "text/vcard", buffer: Buffer.from(card) }]);
    await anna.page.waitForFunction((evil) => document.body.innerText.includes(evil), evil);
    await anna.click("import-run");
    await anna.walk("people");
    await anna.page.locator("[data-id]").first().click();
    await anna.see("record");
    await anna.page.waitForFunction((evil) => document.body.innerText.includes(evil), evil);
    await anna.walk("members");
    await anna.page.waitForFunction((evil) => document.body.innerText.includes(evil), evil);
    assert.equal(await anna.page.evaluate(() => globalThis.ran), undefined, "nothing of it ran");
    assert.equal(await anna.page.locator("img[src=x], main b:text-is('Bold'), script:not([src]):not([type])").count(), 0);
    assert.deepEqual(anna.errors, []);
  } finally {
    await anna.dispose();
    await server.dispose();
  }
});
