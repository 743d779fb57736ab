// What several paths do on the pages of privacy: consents, exports, and the way between them.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";

/** The row of a purpose on a person's Privacy tab. */
export const purpose = (person, name) => person.page.locator(`[data-purpose="${name}"]`);
/** Where its consent stands. */
export const standing = (person, name) => purpose(person, name).getByTestId("standing").first();

/** Records and confirms the newsletter of somebody with one address. */
export async function subscribe(person, words, evidence) {
  await person.openPerson(words);
  await person.click("tab-privacy");
  await purpose(person, "Newsletter").getByTestId("record-consent").click();
  if (evidence) {
    const dialog = person.at("consent-dialog");
    await dialog.getByRole("combobox", { name: "How it was said" }).selectOption({ label: "On paper" });
    await person.fill("evidence", evidence);
  }
  await person.click("consent-save");
  await purpose(person, "Newsletter").getByTestId("confirm-consent").click();
  await person.fill("evidence", "Pressed the link in our mail");
  await person.click("consent-save");
  await standing(person, "Newsletter").filter({ hasText: "Given" }).waitFor();
}

/** Withdraws the newsletter of somebody. */
export async function withdraw(person, words) {
  await person.openPerson(words);
  await person.click("tab-privacy");
  await purpose(person, "Newsletter").getByTestId("withdraw").click();
  await standing(person, "Newsletter").filter({ hasText: "Withdrawn" }).waitFor();
}

/** Goes to a page of the privacy area, without loading anew. */
export async function toPrivacy(person, page) {
  await person.walk("privacy");
  if (page) await person.at("privacy-start").locator(`a[href="/privacy/${page}"]`).click();
}

/** Chooses a purpose and waits for the numbers. */
export async function toExport(person, included, name = "Newsletter") {
  await toPrivacy(person, "export");
  await person.at("export-purpose").getByRole("combobox").selectOption({ label: name });
  await person.at("export-included").filter({ hasText: included }).waitFor();
  await person.fill("export-why", "The May issue");
}

/** Exports; the file, whose hash is the one that is shown. */
export async function exported(person) {
  const [download] = await Promise.all([person.page.waitForEvent("download"), person.click("export-run")]);
  await person.see("export-done");
  const bytes = readFileSync(await download.path());
  assert.match(download.suggestedFilename(), /^tacit-\d{4}-\d\d-\d\d\.(csv|json|vcf)$/);
  assert.equal(await person.at("export-sha256").innerText(), createHash("sha256").update(bytes).digest("hex"));
  return bytes.toString("utf8");
}
