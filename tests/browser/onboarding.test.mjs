// The first minutes: from the link to sign up to a first customer with name and e-mail in the list. What that takes has a
// bound: presses, fields that are filled, fields that are asked; nothing is timed. Each of the three ways to begin leads to
// people in the list, and one of them without a pointer.
import assert from "node:assert/strict";
import { after } from "node:test";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

// To the empty vault: name and password, one group of the kit, the vault's name and one's own; and from the first steps to
// the list of people.
const TO_VAULT = { presses: 7, filled: 4, asked: 5 };
// From there, by a form of which two fields are enough.
const BY_HAND = { presses: 3, filled: 2, asked: 5 };
const BY_FILE = { presses: 4, filled: 0, asked: 0 };
const MADE_UP = { presses: 1, filled: 0, asked: 0 };
// The Tab key from the link to the list, without a pointer: most of it leads past the bar at the side.
const TABS = 76;

const ADA = { given: "Ada", email: "ada@example.org" };

// Somebody on the way, and what it took since that was asked last.
class Way {
  took = { presses: 0, filled: 0, asked: 0 };

  constructor(person) {
    this.person = person;
  }

  async press(part) {
    await this.reach(part);
    await this.act(part);
    this.took.presses += 1;
  }

  async fill(name, text) {
    const field = this.person.at(name);
    await this.reach(field);
    await this.type(field, text);
    this.took.filled += 1;
  }

  // Fields of a form, needed or not.
  async look(form) {
    this.took.asked += await form.locator("input:visible, textarea:visible, select:visible").count();
  }

  tookAtMost(bound) {
    for (const [what, most] of Object.entries(bound)) {
      assert.ok(this.took[what] <= most, `${what}: ${this.took[what]}, and ${most} were enough`);
    }
    this.took = { presses: 0, filled: 0, asked: 0 };
  }
}

class ByPointer extends Way {
  reach = (part) => part.waitFor();
  act = (part) => part.click();
  type = (field, text) => field.fill(text);
}

class ByKeys extends Way {
  tabs = 0;
  act = () => this.person.page.keyboard.press("Enter");
  type = (_, text) => this.person.page.keyboard.type(text);

  async reach(part) {
    await part.waitFor();
    // A form takes the focus a frame after it is drawn.
    await this.person.page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    for (; !(await part.evaluate((element) => element === document.activeElement)); this.tabs += 1) {
      assert.ok(this.tabs < TABS, `no more than ${TABS} times Tab: ${part} is not reached`);
      await this.person.page.keyboard.press("Tab");
    }
  }
}

let server, anna, way, other, ben;
const step = steps(() => ({ anna }));
const byKeys = steps(() => ({ ben }));

after(() => dispose(anna, ben, server, other));

async function toVault(way, link) {
  const { person } = way;
  const form = person.page.locator("form");
  await person.goto(link);
  await way.press(person.at("go-sign-up"));
  await way.fill("name", "anna@example.org");
  await way.look(form);
  await way.press(person.at("suggest"));
  await person.inputIs("password", /^(\w+-){5}\w+$/);
  await way.press(person.at("create-account"));
  await person.see("kit");
  person.secretKey = await person.at("secret-key").getAttribute("data-key");
  await way.press(person.at("kit-next"));
  await way.fill("retype", await person.askedGroup());
  await way.look(form);
  await way.press(person.at("kit-confirm"));
  await way.fill("vault-name", "Kanzlei Berg");
  await way.look(form);
  await way.fill("my-name", "Anna Berg");
  await way.press(person.at("create-vault"));
  await person.see("first-steps");
  await way.press(person.page.locator('nav a[href="/people"]:visible').first());
  await threeWays(person);
}

// What an empty vault offers.
async function threeWays(person) {
  const empty = await person.see("empty");
  for (const name of ["empty-import", "empty-add", "empty-demo"]) await empty.getByTestId(name).waitFor();
}

async function byHand(way) {
  const { person } = way;
  await way.press(person.at("empty-add"));
  await way.fill("given", ADA.given);
  await way.look(person.at("new-record-dialog"));
  await way.fill("email", ADA.email);
  await way.press(person.at("create-record"));
  await person.see("record");
  await way.press(person.page.locator('nav a[href="/people"]:visible').first());
  await listed(person);
}

// Her name and her e-mail, in one row of the list.
async function listed(person) {
  await person.countIs(1);
  const row = person.page.locator(".grid-row[data-id]");
  await row.filter({ hasText: ADA.given }).filter({ hasText: ADA.email }).waitFor();
}

step("an account, its kit and a vault are a few presses from the link, and the vault offers three ways to begin", async () => {
  server = await Server.start();
  anna = await Person.open(server.origin);
  way = new ByPointer(anna);
  await toVault(way, server.signUpLink);
  way.tookAtMost(TO_VAULT);
  await anna.pictures("onboarding-three-ways");
});

step("made-up people come by one press, are taken back, and the three ways are there again", async () => {
  await way.press(anna.at("empty-demo"));
  await anna.page.locator(".grid-row[data-id]").first().waitFor();
  way.tookAtMost(MADE_UP);
  await anna.page.waitForFunction(() => Number(document.querySelector('[data-testid="count"]')?.innerText.replaceAll(/\D/g, "")) > 100);
  await anna.page.getByRole("columnheader", { name: "Newsletter" }).waitFor();
  await anna.page.keyboard.press("Control+z");
  await threeWays(anna);
});

step("a file with a customer is there after it was chosen and looked at", async () => {
  await way.press(anna.at("empty-import"));
  await anna.see("dropzone");
  const file = { name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(`First name,E-mail\n${ADA.given},${ADA.email}\n`) };
  await anna.at("file-input").setInputFiles(file);
  way.took.presses += 1;
  await way.press(anna.at("import-run"));
  await way.press(anna.at("import-show"));
  await listed(anna);
  way.tookAtMost(BY_FILE);
  await anna.page.keyboard.press("Control+z");
  await threeWays(anna);
});

step("a customer is typed by hand: the name and the e-mail are enough", async () => {
  await byHand(way);
  way.tookAtMost(BY_HAND);
  assert.equal(await anna.at("empty-demo").count(), 0, "what is made up goes beside nobody real");
  assert.deepEqual(anna.errors, []);
});

byKeys("from the link to the first customer no pointer is needed, and not many keys", async () => {
  other = await Server.start();
  ben = await Person.open(other.origin);
  const keys = new ByKeys(ben);
  await toVault(keys, other.signUpLink);
  keys.tookAtMost(TO_VAULT);
  await byHand(keys);
  keys.tookAtMost(BY_HAND);
  assert.deepEqual(ben.errors, []);
});
