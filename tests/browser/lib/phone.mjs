// A phone with four people in it, and what a finger does there.
import assert from "node:assert/strict";
import { PHONE, Person, WIDE } from "./browser.mjs";

const FOUR = [
  "First name,Last name,Company,Email",
  "Ada,Aal,Berg AG,ada@berg.example",
  "Ben,Bach,Berg AG,ben@berg.example",
  "Cara,Cohn,Tal GmbH,cara@tal.example",
  "Dora,Dahl,Tal GmbH,dora@tal.example",
].join("\n");

// Somebody whose browser feels fingers: wide until the people are there.
export const openTouched = (server) => Person.open(server.origin, { ...WIDE, hasTouch: true });

// Anna founds a vault and stands before the list of these four, on a phone.
export async function bringFourToPhone(server, anna) {
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(FOUR);
  // While the page is wide it says so.
  await anna.synced(60_000);
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.walk("people");
  await anna.countIs(4);
}

// What somebody does with a finger and sees, who may only come: `whose` gives them.
export function finger(whose) {
  return {
    row: (name) => whose().page.locator('[data-testid="grid"] .grid-row[data-id]', { hasText: name }),
    tap: (name) => whose().at(name).first().tap(),
    said: (words) => whose().at("toast").getByText(words, { exact: false }).first().waitFor(),

    // Nothing is wider than the phone, and what can be pressed is inside.
    async fits(selector) {
      const out = await whose().page.evaluate(async (selector) => {
        // What slides in is judged where it comes to rest.
        await Promise.all(document.getAnimations().map((motion) => motion.finished.catch(() => {})));
        const wide = document.documentElement.scrollWidth - innerWidth;
        const parts = [...document.querySelectorAll(selector)].map((part) => [part.innerText || part.ariaLabel, part.getBoundingClientRect()]);
        const beyond = parts.filter(([, box]) => box.width > 0 && (box.left < 0 || box.right > innerWidth || box.bottom > innerHeight)).map(([words]) => words);
        return { wide, beyond, number: parts.length };
      }, selector);
      assert.ok(out.number > 0, `${selector} is there`);
      assert.deepEqual([Math.max(out.wide, 0), out.beyond], [0, []]);
    },

    // Pictures of the moment by day and by night.
    async looks(name) {
      await whose().picture(name);
      await whose().page.emulateMedia({ colorScheme: "dark" });
      await whose().picture(`${name}-dark`);
      await whose().page.emulateMedia({ colorScheme: "light" });
    },
  };
}
