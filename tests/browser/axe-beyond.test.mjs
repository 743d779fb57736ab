// The pages that need more than one person, or something done before, against axe's rules for WCAG 2.2 AA.
import { after, before } from "node:test";
import { sound } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";

const PASSWORD = "violin-harbour-nine-meadows-quartz";
const PEOPLE = "First name,Last name,Company,E-mail\nAda,Aal,Berg AG,ada@aal.example\nBen,Bach,Berg AG,ben@bach.example\n";

let server, anna, vera, phone;
const step = steps(() => ({ anna, vera }));

before(async () => {
  server = await Server.start();
  [anna, vera, phone] = [await Person.open(server.origin), await Person.open(server.origin), await Person.open(server.origin)];
});

after(() => dispose(anna, vera, phone, server));

const open = async (person, name) => {
  await person.page.locator(".grid-row[data-id] .who", { hasText: name }).click();
  await person.see("record");
};

step("a new account: its form, its kit, the kit retyped", async () => {
  await anna.goto(server.signUpLink);
  await (await anna.see("go-sign-up")).click();
  await anna.see("password");
  await sound(anna, "the form of a new account");
  await anna.page.goto("about:blank");
  await anna.goto(server.signUpLink);
  await (await anna.see("go-sign-up")).click();
  await anna.fill("name", "anna@example.org");
  await anna.fill("password", PASSWORD);
  [anna.name, anna.password] = ["anna@example.org", PASSWORD];
  await anna.click("create-account");
  await anna.see("kit");
  anna.secretKey = await anna.at("secret-key").getAttribute("data-key");
  await sound(anna, "the kit");
  await anna.click("kit-next");
  await anna.see("retype");
  await sound(anna, "the kit retyped");
  await anna.retypeKit();
  await anna.see("vault-name");
});

step("an invitation, and joining by it", async () => {
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(PEOPLE);
  await sound(anna, "an import that is done");
  await anna.walk("members");
  await anna.click("invite-open");
  await sound(anna, "an invitation", ["wide", "phone"]);
  await anna.fill("invite-name", "Vera Quandt");
  await anna.at("invite-dialog").locator('label:has(b:text-is("Viewer"))').click();
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await sound(anna, "a link to be sent", ["wide", "phone"]);
  await anna.click("invite-close");
  await vera.signUp(link, "vera@example.org", PASSWORD);
  await vera.see("join");
  await sound(vera, "joining");
  await vera.click("join");
  await vera.see("sync", 60_000);
  await vera.synced(60_000);
});

step("who only reads: lists, a record and its privacy are locked and say so", async () => {
  await vera.walk("people");
  await vera.countIs(2, 60_000);
  await sound(vera, "people, read only");
  await open(vera, "Ada Aal");
  await sound(vera, "a person, read only");
  await vera.click("tab-privacy");
  await vera.see("privacy");
  await sound(vera, "a person's privacy, read only");
});

step("a list that is picked by hand, and its form", async () => {
  await anna.walk("lists");
  await anna.click("lists-first");
  await sound(anna, "a list's form", ["wide", "phone"]);
  await anna.fill("list-name", "Spring dinner");
  await anna.click("list-save");
  await anna.at("list-title").getByText("Spring dinner").waitFor();
  await sound(anna, "an empty list");
});

step("records of the team's own kind, their form, their list, one of them", async () => {
  await anna.walk("settings");
  await anna.click("add-object");
  await sound(anna, "the form of a kind", ["wide", "phone"]);
  await anna.fill("object-one", "Matter");
  await anna.fill("object-many", "Matters");
  await anna.click("object-save");
  await anna.page.locator("nav.side").getByText("Matters", { exact: true }).click();
  await anna.page.getByRole("heading", { level: 1, name: "Matters", exact: true }).waitFor();
  await sound(anna, "none of a kind");
  await anna.page.keyboard.press("c");
  await anna.fill("title", "Lease of berth 14");
  await anna.click("create-record");
  await anna.see("record");
  await sound(anna, "a record of a kind");
});

step("a consent and its receipt, a restriction, a hold", async () => {
  await anna.walk("people");
  await open(anna, "Ada Aal");
  await anna.click("tab-privacy");
  const newsletter = anna.page.locator('[data-purpose="Newsletter"]');
  await newsletter.getByTestId("record-consent").first().click();
  await anna.fill("evidence", "Form of 12 May, in the blue folder");
  await anna.click("consent-save");
  await newsletter.getByTestId("receipt").first().click();
  await anna.see("receipt");
  await sound(anna, "a receipt");
  await anna.page.goBack();
  await anna.click("hold-person");
  await anna.see("hold-dialog");
  await sound(anna, "a hold", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
  await anna.click("restrict");
  await sound(anna, "a restriction", ["wide", "phone"]);
  await anna.fill("why", "She disputes her address");
  await anna.click("restriction-save");
  await anna.page.getByTestId("restricted").first().waitFor();
  await sound(anna, "a restricted person");
});

step("a third party, a rule", async () => {
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/third-parties"]').click();
  await anna.click("add-party");
  await anna.see("party-name");
  await sound(anna, "the form of a third party", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
  await anna.walk("privacy");
  await anna.at("privacy-start").locator('a[href="/privacy/retention"]').click();
  await anna.click("add-rule");
  await anna.see("rule-name");
  await sound(anna, "the form of a rule", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("many records at once", async () => {
  await anna.walk("people");
  await anna.at("grid").focus();
  for (const key of ["ArrowDown", "x"]) await anna.page.keyboard.press(key);
  await anna.click("edit-selected");
  await anna.see("bulk-dialog");
  await sound(anna, "many records", ["wide", "phone"]);
  await anna.page.keyboard.press("Escape");
});

step("linking another browser: the number there, the dialog here", async () => {
  await phone.goto("/");
  await (await phone.see("go-link")).click();
  await phone.page.getByTestId("link-number").first().waitFor();
  await sound(phone, "the number of a new browser");
  await anna.walk("settings");
  await anna.click("link-device");
  await anna.see("link-dialog");
  await sound(anna, "the dialog of the open browser", ["wide", "phone"]);
});
