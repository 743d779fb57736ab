// Pages against axe's rules for WCAG 2.2 AA, in all the looks they have.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { PHONE, WIDE } from "./browser.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// What axe finds on the page as it stands, each with the first elements that it is about.
async function findings(person) {
  await person.page.evaluate(AXE);
  return person.page.evaluate(async (rules) => {
    const { violations, passes } = await globalThis.axe.run(document, { runOnly: { type: "tag", values: rules } });
    if (passes.length < 8) return [`only ${passes.length} rules had anything to look at`];
    return violations.map(({ id, help, nodes }) => `${id}: ${help}\n  ${nodes.slice(0, 4).map((node) => `${node.target.join(" ")} ${node.any[0]?.message ?? ""}`).join("\n  ")}`);
  }, RULES);
}

// No finding on the page as it stands, drawn to the end.
export async function soundAsItStands(person) {
  // What has just changed its colour is still on the way there.
  await person.page.waitForTimeout(400);
  assert.deepEqual(await findings(person), []);
}

// No finding on the page, drawn to the end, in any of these looks.
export async function sound(person, name, looks = ["wide", "phone", "dark"]) {
  const found = [];
  for (const look of looks) {
    await person.page.setViewportSize(look === "phone" ? PHONE.viewport : WIDE.viewport);
    await person.page.emulateMedia({ colorScheme: look === "dark" ? "dark" : "light", reducedMotion: "reduce" });
    await person.page.waitForTimeout(200);
    found.push(...(await findings(person)).map((finding) => `${name}, ${look}: ${finding}`));
  }
  await person.page.setViewportSize(WIDE.viewport);
  await person.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  assert.deepEqual(found, []);
}
