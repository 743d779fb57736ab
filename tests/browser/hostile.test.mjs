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
