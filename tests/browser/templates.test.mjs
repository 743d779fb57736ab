// Templates: written in Settings, refused where they would show what is masked, used to begin a note, a call and a mail.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { sound, soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring("First name,Last name,Company\nAda,Aal,Berg AG\n");
});

after(() => dispose(anna, server));

step("a template is written in Settings, of names that are offered", async () => {
  await anna.walk("settings");
  await anna.at("templates").getByText("None yet.", { exact: false }).waitFor();
  await anna.click("add-template");
  await anna.see("template-form");
  await sound(anna, "the form of a template");
  await anna.fill("template-name", "First call");
  await anna.at("template-form").getByRole("combobox", { name: "Begins" }).selectOption("call");
  await anna.fill("template-text", "Born {{birthday}}");
  await anna.click("template-save");
  await anna.at("template-form").getByText("is masked", { exact: false }).waitFor();
  await sound(anna, "a template that is refused", ["wide", "dark"]);
  await anna.fill("template-text", "Of {{shoe size}}");
  await anna.click("template-save");
  await anna.at("template-form").getByText("nothing is called {{shoe size}}", { exact: false }).waitFor();
  await anna.fill("template-text", "Called ");
  await anna.at("template-form").getByRole("button", { name: "given name", exact: true }).click();
  await settles(() => anna.at("template-text").inputValue(), "Called {{given name}}");
  await anna.fill("template-text", "Called {{given name}} of {{company}}, {{phone}}:\n- [ ] next step");
  await anna.pictures("template-form");
  await anna.click("template-save");
  await anna.at("template").getByText("First call").waitFor();
  await anna.at("templates").scrollIntoViewIfNeeded();
  await anna.pictures("templates");
  await soundAsItStands(anna);
});

step("a call begins with it, filled in; what is not known stays and is said", async () => {
  await anna.openPerson("ada");
  await anna.fill("composer", "Before.");
  await anna.click("template-menu");
  await anna.pictures("template-menu");
  await soundAsItStands(anna);
  await anna.at("use-template").getByText("First call").click();
  await anna.inputIs("composer", /^Before\.\n\nCalled Ada of Berg AG, \{\{phone\}\}:\n- \[ \] next step$/);
  await anna.page.getByText("Nothing is known here for phone", { exact: false }).waitFor();
  assert.equal(await anna.at("log-call").getAttribute("aria-pressed"), "true");
  await anna.click("composer-save");
  await anna.at("timeline-entry").getByText("Called Ada of Berg AG", { exact: false }).waitFor();
  await settles(() => anna.at("timeline-entry").first().getAttribute("data-what"), "call");
});

step("it is deleted and undone", async () => {
  await anna.walk("settings");
  await anna.at("template").getByRole("button", { name: /Remove/ }).click();
  await anna.at("templates").getByText("None yet.", { exact: false }).waitFor();
  await anna.page.keyboard.press("Control+z");
  await anna.at("template").getByText("First call").waitFor();
  assert.deepEqual(anna.errors, []);
});
