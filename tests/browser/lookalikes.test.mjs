// Who is typed anew and is here already: the form says so while it is typed, leads there, and stands in nobody's way.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound, soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const PEOPLE = [
  "First name,Last name,E-mail,Company,Phone",
  "Zoë,Müller,zoe@berg.example,Berg AG,",
  "Ben,Bauer,ben@tal.example,Tal GmbH,030 1234567",
].join("\n");

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await anna.walk("people");
  await anna.countIs(2);
});

after(() => dispose(anna, server));

const dialog = () => anna.at("new-record-dialog");
const alike = () => anna.at("lookalikes");
const begin = async () => {
  await anna.click("new-record");
  await dialog().waitFor();
};
// Who is offered, each with why; waits until it is these.
async function alikeAre(...expected) {
  const lines = () => alike().getByRole("link").evaluateAll((links) => links.map((link) => [link.querySelector(".cut").textContent, link.querySelector(".faint").textContent].join(": ")));
  const these = (expected) => {
    const links = [...document.querySelectorAll('[data-testid="lookalikes"] a')];
    const lines = links.map((link) => [link.querySelector(".cut").textContent, link.querySelector(".faint").textContent].join(": "));
    return JSON.stringify(lines) === JSON.stringify(expected);
  };
  // Where they never are, what is there instead is told.
  await anna.page.waitForFunction(these, expected).catch(() => {});
  assert.deepEqual(await lines(), expected);
}
const nobodyAlike = () => alike().waitFor({ state: "detached" });

step("a name that is here is pointed out while it is typed, however it is written, and no longer when it is another", async () => {
  await begin();
  await anna.fill("given", "zoe");
  await anna.fill("family", "MULLER");
  await alikeAre("Zoë Müller: same name");
  assert.match(await alike().innerText(), /^Perhaps here already/);
  assert.equal(await alike().getAttribute("role"), "status", "those who hear the page hear of it");
  assert.ok(await anna.at("create-record").isEnabled());
  await anna.pictures("lookalikes");
  await sound(anna, "a form with a look-alike", ["wide", "phone", "dark"]);
  await anna.fill("family", "Moller");
  await nobodyAlike();
  await anna.fill("family", "Müller");
  await alikeAre("Zoë Müller: same name");
  // Half a name is nobody's.
  await anna.fill("family", "");
  await nobodyAlike();
});

step("a name that is begun, an initial, a short form, the other way round, or the telephone alone", async () => {
  await anna.fill("given", "Z.");
  await anna.fill("family", "Müller");
  await alikeAre("Zoë Müller: similar name");
  await anna.fill("given", "Zoë");
  await anna.fill("family", "Mül");
  await alikeAre("Zoë Müller: similar name");
  await anna.fill("given", "Müller");
  await anna.fill("family", "Zoë");
  await alikeAre("Zoë Müller: same name");
  await anna.fill("given", "Benjamin");
  await anna.fill("family", "Bauer");
  await alikeAre("Ben Bauer: similar name");
  await anna.fill("given", "Otto");
  await anna.fill("family", "Haas");
  await nobodyAlike();
  await anna.fill("phone", "+49 30 1234567");
  await alikeAre("Ben Bauer: same phone");
  await anna.fill("phone", "");
  await nobodyAlike();
  await anna.fill("given", "zoe");
  await anna.fill("family", "");
});

step("the same e-mail is the same person under any name, in capitals too", async () => {
  await anna.fill("given", "Charlotte");
  await anna.fill("email", "ZOE@berg.example");
  await alikeAre("Zoë Müller: same e-mail");
  await anna.fill("email", "ZOE@berg.exampl");
  await nobodyAlike();
  await anna.fill("email", "ZOE@berg.example");
  await alikeAre("Zoë Müller: same e-mail");
  // Another look-alike, of the name, stands behind the one that is surer.
  await anna.fill("given", "Ben");
  await anna.fill("family", "Bauer");
  await alikeAre("Zoë Müller: same e-mail", "Ben Bauer: same name");
});

step("a press on the look-alike opens it, makes nothing, and keeps what was typed", async () => {
  await alike().getByRole("link", { name: "Ben Bauer" }).click();
  await anna.at("record-name").getByText("Ben Bauer").waitFor();
  await dialog().waitFor({ state: "detached" });
  await anna.walk("people");
  await anna.countIs(2);
  await begin();
  await anna.see("draft-kept");
  assert.equal(await anna.at("email").inputValue(), "ZOE@berg.example");
  // It is still asked about what was brought back.
  await alikeAre("Zoë Müller: same e-mail", "Ben Bauer: same name");
});

step("whoever goes on anyway has both, and they wait among the duplicates", async () => {
  await anna.fill("email", "");
  await alikeAre("Ben Bauer: same name");
  await anna.click("create-record");
  await anna.at("record-name").getByText("Ben Bauer").waitFor();
  await dialog().waitFor({ state: "detached" });
  await anna.walk("people");
  await anna.countIs(3);
  await anna.search("bauer");
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="grid"] .grid-body > [data-id]:not([hidden])').length === 2);
  await anna.search("");
  // Now there are two of that name.
  await begin();
  await anna.fill("given", "Ben");
  await anna.fill("family", "Bauer");
  await anna.page.waitForFunction(() => document.querySelectorAll('[data-testid="lookalikes"] a').length === 2);
  await anna.click("cancel-record");
  await dialog().waitFor({ state: "detached" });
});

step("what is made on the spot in a field is warned of too, and the one that is here can be chosen", async () => {
  await anna.walk("people");
  await begin();
  const company = dialog().getByRole("combobox", { name: "Company" });
  const made = dialog().getByRole("option", { name: "Create company “Berg GmbH”" });
  await company.fill("Berg GmbH");
  await made.waitFor();
  await anna.see("alike");
  await settles(() => anna.at("alike").innerText(), "Perhaps here already: same name");
  assert.equal(await made.getAttribute("aria-selected"), "true", "what was typed is still what Enter makes");
  await anna.picture("lookalikes-link");
  await soundAsItStands(anna);
  await company.fill("Bergwerk GmbH");
  await anna.at("alike").waitFor({ state: "detached" });
  await company.fill("Berg GmbH");
  await anna.see("alike");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => [...document.querySelectorAll('[data-testid="new-record-dialog"] [role="combobox"]')].some((input) => input.value === "Berg AG"));
  // The field that was chosen in keeps the caret, its list is closed, and Tab goes on in the form.
  assert.ok(await company.evaluate((input) => input === document.activeElement));
  await settles(() => company.getAttribute("aria-expanded"), "false");
  await anna.page.keyboard.press("Tab");
  assert.ok(await company.evaluate((input) => input !== document.activeElement && input.closest("dialog").contains(document.activeElement)));
  await anna.fill("given", "Greta");
  await anna.fill("family", "Grau");
  await anna.click("create-record");
  await anna.at("record-name").getByText("Greta Grau").waitFor();
  await dialog().waitFor({ state: "detached" });
  await anna.walk("companies");
  await anna.countIs(2);
});

step("a company of the same name is pointed out and opened; a person called so is none", async () => {
  await anna.walk("companies");
  await anna.countIs(2);
  await begin();
  await anna.fill("company-name", "berg ag");
  await alike().getByRole("link", { name: /^Berg AG/ }).waitFor();
  await settles(() => alike().getByRole("link").count(), 1);
  await anna.fill("company-name", "Ben Bauer");
  await nobodyAlike();
  await anna.fill("company-name", "berg ag");
  await alike().getByRole("link", { name: /^Berg AG/ }).waitFor();
  await anna.picture("lookalikes-company");
  await alike().getByRole("link", { name: /^Berg AG/ }).click();
  await anna.at("record-name").getByText("Berg AG").waitFor();
  await anna.walk("companies");
  await anna.countIs(2);
});

step("a company too is made anyway", async () => {
  await begin();
  await anna.see("draft-kept");
  await alike().getByRole("link", { name: /^Berg AG/ }).waitFor();
  await anna.fill("company-name", "Bergwerk AG");
  await nobodyAlike();
  // The legal form makes no other company, and what follows the name may be the same one.
  await anna.fill("company-name", "Berg AG & Co");
  await alikeAre("Berg AG: same name");
  await anna.fill("company-name", "Berg Handel");
  await alikeAre("Berg AG: similar name");
  await anna.fill("company-name", "Berg AG");
  await alike().getByRole("link", { name: /^Berg AG/ }).waitFor();
  await anna.click("create-record");
  await anna.at("record-name").getByText("Berg AG").waitFor();
  await dialog().waitFor({ state: "detached" });
  await anna.walk("companies");
  await anna.countIs(3);
});

step("a deal may be called like a company: nothing is said", async () => {
  await anna.walk("deals");
  await begin();
  await anna.fill("title", "Berg AG");
  // By the time that companies are offered, anything asked before is answered.
  await dialog().getByRole("combobox", { name: "Company" }).fill("tal");
  await dialog().getByRole("option", { name: "Tal GmbH" }).waitFor();
  assert.equal(await alike().count(), 0);
  await anna.click("cancel-record");
});

step("no page complained", () => assert.deepEqual(anna.errors, []));
