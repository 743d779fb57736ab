// What was noted: e-mails that are pasted or chosen as a file, with what is attached to them, and what a company's page tells
// of its people.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { soundAsItStands } from "./lib/axe.mjs";
import { Person } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";
import { dispose, steps } from "./lib/steps.mjs";
import { settles } from "./lib/until.mjs";

const FILE = "First name,Last name,E-mail,Company\nAda,Aal,ada@example.org,Berg AG\nBen,Bauer,ben@example.org,\n";

let server, anna;
const step = steps(() => ({ anna }));

before(async () => {
  server = await Server.start();
  anna = await Person.founder(server);
  await anna.walk("people");
  await anna.bring(FILE);
});

after(() => dispose(anna, server));

const heading = (name) => anna.page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
const entries = (what) => anna.page.locator(`[data-testid="timeline-entry"]${what ? `[data-what="${what}"]` : ""}`);

step("an e-mail is pasted: what is recognised is shown, and it stands with everybody whom it concerns", async () => {
  await anna.openPerson("ben@example");
  await anna.click("log-e-mail");
  await anna.fill("composer", "She wrote that it is fine.");
  await anna.see("mail-plain");
  await anna.fill("composer", "From: Ada Aal <ada@example.org>\nSent: Thursday, November 26, 2026 10:00 AM\nTo: Ben Bauer <ben@example.org>\nSubject: The lease\n\nDear Ben,\nit is *signed*.");
  const seen = await anna.see("mail-seen");
  await seen.getByText("The lease").waitFor();
  await seen.getByText("Ada Aal", { exact: true }).waitFor();
  await anna.pictures("mail-pasted");
  await anna.click("composer-save");
  await entries("e-mail").getByText("The lease").waitFor();
  await entries("e-mail").getByText("Ada Aal → Ben Bauer", { exact: true }).waitFor();
  await anna.inputIs("composer", /^$/);
});

step("an e-mail is chosen as a file: what is attached to it is kept with it, and the pictures of its layout are not", async () => {
  const part = (headers, bytes) => ["--out", ...headers, "Content-Transfer-Encoding: base64", "", Buffer.from(bytes).toString("base64")];
  const lines = [
    "From: ben@example.org",
    "Subject: The register",
    "Date: Thu, 26 Nov 2026 09:00:00 +0100",
    "Message-ID: <r@example.org>",
    "MIME-Version: 1.0",
    "Content-Type: multipart/mixed; boundary=out",
    "",
    "--out",
    "Content-Type: text/plain",
    "",
    "Attached.",
    ...part(["Content-Type: application/pdf; name=register.txt", "Content-Disposition: attachment; filename=register.txt"], "No. 17, in plain words"),
    ...part(["Content-Type: image/png; name=logo.png", "Content-Disposition: inline; filename=logo.png", "Content-ID: <logo@example.org>"], Buffer.from("\x89PNG\r\n\x1a\n", "latin1")),
    "--out--",
    "",
  ];
  const file = { name: "register.eml", mimeType: "message/rfc822", buffer: Buffer.from(lines.join("\r\n")) };
  await anna.at("mail-input").setInputFiles(file);
  await anna.at("toast").getByText("E-mail kept with 1 file.", { exact: true }).waitFor();
  await entries("e-mail").getByText("The register").waitFor();
  await anna.at("mail-input").setInputFiles(file);
  await anna.at("toast").getByText("This e-mail is here already, with 1 file.", { exact: true }).waitFor();
  await entries("e-mail").getByTestId("entry-file").getByText("register.txt", { exact: true }).waitFor();
  await anna.pictures("mail-told");
  await anna.click("tab-files");
  await anna.at("file").getByText("register.txt", { exact: true }).waitFor();
  await anna.at("file-of").getByText("The register").waitFor();
  await anna.click("tab-timeline");
  await entries("e-mail").getByText("The register").click();
  await heading("The register");
  await anna.at("file").getByText("register.txt", { exact: true }).waitFor();
  assert.equal(await anna.at("file").count(), 1, "once, and no picture of its layout");
  await anna.pictures("mail-files");
  await anna.at("file-open").first().click();
  await anna.page.getByText("No. 17, in plain words").waitFor();
  await anna.page.keyboard.press("Escape");
});

step("a company's page tells what was noted about its people, with whom it was about; one type is shown alone", async () => {
  await anna.openPerson("ada");
  await anna.fill("composer", "Wants to move in spring.");
  await anna.click("composer-save");
  await entries("note").getByText("Wants to move in spring.").waitFor();
  await anna.page.getByRole("link", { name: "Berg AG" }).first().click();
  await heading("Berg AG");
  await anna.fill("composer", "They have a new office.");
  await anna.click("composer-save");
  await entries("note").nth(1).waitFor();
  await entries("note").filter({ hasText: "Wants to move in spring." }).getByTestId("through").getByText("Ada Aal").waitFor();
  assert.equal(await entries("note").filter({ hasText: "They have a new office." }).getByTestId("through").count(), 0);
  await entries("e-mail").getByText("The lease").waitFor();
  await anna.pictures("company-timeline");
  await soundAsItStands(anna);
  await anna.click("timeline-e-mail");
  await entries("note").first().waitFor({ state: "detached" });
  await settles(() => entries().count(), 1);
  await anna.click("timeline-all");
  await entries("note").nth(1).waitFor();
  assert.deepEqual(anna.errors, []);
});
