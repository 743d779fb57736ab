// A hostile server before the real page: what happened and what to do stand there in words, the last good state stays
// and can be read, and what was held goes out as soon as the server is honest. The rows are those of
// docs/threat-model.md; all of them are driven natively in tests/tests/whole/hostile.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Person, PHONE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { steps } from "./lib/steps.mjs";
import { Reader, flipped, nothing, pulledEntries } from "./lib/wire.mjs";

const JOB_TITLE = 10;
const PASSWORD = "violin-harbour-nine-meadows-quartz";
const PULL = "**/api/1/*/pull";

// `blob` is Ben's account and `opened` the answer to opening his invite, as they were before others joined.
let server, anna, ben, blob, opened;
const step = steps(() => ({ anna, ben }));

before(async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
});

after(async () => {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
});

const answer = (body, status = 200) => ({ status, contentType: "application/octet-stream", body });

// The honest answer to a call, changed on its way.
const changing = (edit) => async (route) => {
  const honest = await route.fetch();
  const body = honest.status() === 200 ? edit(await honest.body(), route.request()) : await honest.body();
  return route.fulfill(answer(body, honest.status()));
};

// Presses the chip that synchronises now, until the page says what is wrong.
async function told(person, pattern, timeout = 40_000) {
  const until = Date.now() + timeout;
  for (;;) {
    await person.at("sync").first().click();
    await person.page.waitForTimeout(250);
    const said = await person.at("banners").innerText();
    if (pattern.test(said)) return said;
    assert.ok(Date.now() < until, `the page says ${JSON.stringify(said)}, not ${pattern}`);
  }
}

// Presses it until something has happened on the way.
async function happens(person, what, isSo) {
  for (let tries = 0; !isSo(); tries++) {
    assert.ok(tries < 120, what);
    await person.at("sync").first().click();
    await person.page.waitForTimeout(250);
  }
}

// The same until nothing is wrong any more, and everything is sent.
async function well(person) {
  await person.page.waitForFunction(
    () => {
      document.querySelector('[data-testid="sync"]').click();
      return /synced/i.test(document.querySelector('[data-testid="sync"]').innerText);
    },
    null,
    { timeout: 60_000, polling: 500 },
  );
  await person.page.waitForFunction(() => !document.querySelector('[data-testid="banners"] [data-testid="problem"]'), null, { timeout: 20_000 });
}

// While Ben's server behaves like this, Anna writes: he is told, keeps what he had, and has it once this is over.
async function whileAnnaWrites({ call, lie, words, before, after, picture }) {
  await ben.context.route(call, lie);
  await anna.setText(JOB_TITLE, after);
  await anna.synced();
  await told(ben, words);
  await ben.textIs(JOB_TITLE, before);
  assert.ok(await ben.at("record").isVisible(), "it can be read");
  if (picture) await ben.picture(picture);
  await ben.context.unroute(call);
  await ben.textIs(JOB_TITLE, after, 60_000);
  await well(ben);
}

async function invited(name) {
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", name);
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await anna.click("invite-close");
  return link;
}

step("the stage: Anna and Ben share a record", async () => {
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna");
  await anna.click("new-record");
  await anna.fill("given", "Ombrelyth");
  await anna.fill("family", "Tarnacle");
  await anna.click("create-record");
  await anna.see("record");
  await anna.setText(JOB_TITLE, "Judge");
  await anna.synced();
  const link = await invited("Ben");
  ben = await Person.open(server.origin);
  await ben.context.route("**/invites/*/open", changing((body) => (opened = body)));
  await ben.signUp(link, "ben@example.org", PASSWORD);
  await ben.click("join");
  await ben.see("day", 30_000);
  await ben.walk("people");
  for (const person of [anna, ben]) await person.openPerson("Tarnacle");
  await ben.textIs(JOB_TITLE, "Judge");
});

step("m08: an entry with a changed byte is refused in words, and nothing of it is shown", async () => {
  const lie = changing((body) => {
    const entry = pulledEntries(body).at(-1);
    return entry ? flipped(body, entry.at + entry.length - 80) : body;
  });
  const words = /does not verify[\s\S]*unchanged/;
  await whileAnnaWrites({ call: PULL, lie, words, before: "Judge", after: "Notary", picture: "hostile-bad-chain" });
});

step("r05: sealed bytes with a changed byte are refused in words", async () => {
  const lie = changing((body) => flipped(body, body.length - 20));
  const words = /did not hand over everything[\s\S]*unchanged/;
  await whileAnnaWrites({ call: "**/envelopes/get", lie, words, before: "Notary", after: "Clerk" });
});

step("r11: an answer of megabytes that means nothing is thrown away in words", async () => {
  const lie = (route) => route.fulfill(answer(Buffer.alloc(20_000_000, 0x81)));
  const words = /makes no sense[\s\S]*unchanged/;
  await whileAnnaWrites({ call: PULL, lie, words, before: "Clerk", after: "Registrar" });
});

step("m22: the server's word alone removes nobody", async () => {
  // `Removed` of entry 3.
  const lie = (route) => route.fulfill(answer(Buffer.from([3, 3]), 410));
  await whileAnnaWrites({ call: PULL, lie, words: /server had a problem/, before: "Registrar", after: "Usher" });
  assert.ok(await ben.field(JOB_TITLE).locator("input").isEnabled(), "he writes as before");
});

step("r07: an older state is told from the newest, what is written waits, and goes out afterwards", async () => {
  let old;
  await ben.context.route(PULL, changing((body) => (old ??= body)));
  await happens(ben, "the server is asked", () => old);
  await ben.context.unroute(PULL);
  await anna.setText(JOB_TITLE, "Bailiff");
  await ben.textIs(JOB_TITLE, "Bailiff", 30_000);
  await ben.context.route(PULL, (route) => route.fulfill(answer(old)));
  await told(ben, /older state/);
  await ben.setText(JOB_TITLE, "Written meanwhile");
  await told(ben, /older state/);
  await ben.picture("hostile-stale");
  assert.equal(await anna.field(JOB_TITLE).locator("input").inputValue(), "Bailiff", "nothing was sent");
  await ben.context.unroute(PULL);
  await well(ben);
  await anna.textIs(JOB_TITLE, "Written meanwhile", 30_000);
});

step("r10: a write that is acknowledged and forgotten is missed at once, kept here, and given again", async () => {
  const entries = "**/api/1/*/entries";
  let posted = 0;
  await ben.context.route(entries, (route) => {
    posted += 1;
    return route.fulfill(answer(Buffer.concat([Buffer.from([9]), Buffer.alloc(32, 7)])));
  });
  await ben.setText(JOB_TITLE, "Acknowledged");
  await told(ben, /older state/);
  assert.ok(posted > 1, "it is offered again");
  assert.doesNotMatch(await ben.at("sync").first().innerText(), /synced/i);
  await ben.textIs(JOB_TITLE, "Acknowledged");
  await ben.picture("hostile-forgotten");
  await ben.context.unroute(entries);
  await well(ben);
  await anna.textIs(JOB_TITLE, "Acknowledged", 30_000);
});

step("a02: another account's bytes at sign-in open nothing, and leave nothing behind", async () => {
  const other = await Person.open(server.origin, PHONE);
  try {
    await other.context.route("**/api/1/sign-in", changing((body) => flipped(body, body.length - 5)));
    Object.assign(other, { name: anna.name, secretKey: anna.secretKey, password: PASSWORD });
    await other.signIn();
    assert.match(await (await other.see("problem", 30_000)).innerText(), /did not open your account/);
    await other.picture("hostile-sign-in");
    await other.goto("/");
    await other.see("go-sign-in");
  } finally {
    await other.dispose();
  }
});

step("m10: a withheld key is said, what came before stays readable", async () => {
  // Ben's account as it is before the removal, for a03.
  await ben.context.route("**/account/blob", async (route) => {
    if (route.request().method() !== "GET") return route.continue();
    const honest = await route.fetch();
    blob ??= await honest.body();
    return route.fulfill(answer(await honest.body(), honest.status()));
  });
  await ben.click("vault-switcher");
  await ben.click("lock");
  await ben.unlock();
  await ben.openPerson("Tarnacle");
  await happens(ben, "the account is asked for", () => blob);
  await ben.context.unroute("**/account/blob");

  const vera = await Person.open(server.origin);
  await vera.signUp(await invited("Vera"), "vera@example.org", PASSWORD);
  await vera.click("join");
  await vera.see("day", 30_000);
  await vera.dispose();

  const boxes = "**/boxes/get";
  await ben.context.route(boxes, (route) => route.fulfill(answer(nothing(new Reader(route.request().postDataBuffer()).varint()))));
  const row = anna.page.locator('[data-testid="member"][data-name="Vera"]');
  // The list is drawn anew while she arrives; a menu opened just before is opened again.
  for (let tries = 0; tries < 5 && !(await anna.at("remove-member").isVisible()); tries++) {
    await row.locator('[data-testid="member-menu"]').click();
    await anna.page.waitForTimeout(1_000);
  }
  await anna.click("remove-member");
  await anna.click("remove-confirm");
  await row.waitFor({ state: "detached" });
  await told(ben, /holds back your key[\s\S]*read what came before/);
  await ben.textIs(JOB_TITLE, "Acknowledged");
  await ben.context.unroute(boxes);
  await well(ben);
});

step("a03: an older account is told from the newest", async () => {
  await ben.context.route("**/account/blob", (route) => (route.request().method() === "GET" ? route.fulfill(answer(blob)) : route.continue()));
  await ben.click("vault-switcher");
  await ben.click("lock");
  await ben.unlock();
  await ben.openPerson("Tarnacle");
  await told(ben, /older account[\s\S]*unchanged/);
  await ben.textIs(JOB_TITLE, "Acknowledged");
  await ben.picture("hostile-account");
  await ben.context.unroute("**/account/blob");
  await well(ben);
});

step("m03: an invite that is shown an older journal is refused in words", async () => {
  const carl = await Person.open(server.origin, PHONE);
  try {
    await carl.context.route("**/invites/*/open", (route) => route.fulfill(answer(opened)));
    await carl.goto(await invited("Carl"));
    assert.match(await (await carl.see("problem", 30_000)).innerText(), /invite link does not work here/);
    await carl.picture("hostile-invite");
  } finally {
    await carl.dispose();
  }
});

step("m07: two histories of one vault are told apart, and writing stops", async () => {
  // What waits until he has looked who is in the vault would not be sent.
  await ben.click("saw-members");
  const forked = await server.fork();
  try {
    await ben.context.route("**/api/1/**", (route) => route.continue({ url: route.request().url().replace(server.origin, forked.address) }));
    await ben.openPerson("Tarnacle");
    await ben.setText(JOB_TITLE, "On a fork");
    await ben.synced();
    await anna.openPerson("Tarnacle");
    await anna.setText(JOB_TITLE, "On the other");
    await anna.synced();
    await ben.context.unroute("**/api/1/**");
    await told(ben, /different history[\s\S]*Compare/);
    await ben.picture("hostile-fork");
    assert.equal(await ben.field(JOB_TITLE).locator("input").isEditable(), false, "writing has stopped");
    await ben.textIs(JOB_TITLE, "On a fork");
    await anna.textIs(JOB_TITLE, "On the other");
  } finally {
    await forked.dispose();
  }
});

step("no page complained", () => {
  assert.deepEqual(anna.errors, []);
  assert.deepEqual(ben.errors, []);
});
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
      return route.fulfill(answer(nothing(0)));
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
    await other.see("day", 60_000);
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
    await anna.page.locator("[data-id] .who").first().click();
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
