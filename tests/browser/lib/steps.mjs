// One path in steps: each goes on from where the one before it ended, so after a failure the rest fail at once.
import assert from "node:assert/strict";
import { test } from "node:test";

// `people` gives everybody on the path by name: a failure leaves a picture of what each saw.
export function steps(people) {
  let stopped;
  return (name, run) =>
    test(name, { timeout: 180_000 }, async () => {
      assert.equal(stopped, undefined, "an earlier step failed");
      try {
        await run();
      } catch (error) {
        stopped = name;
        for (const [who, person] of Object.entries(people())) {
          await person?.picture(`failed-${who}`).catch(() => {});
          const shown = await person?.page.innerText("body").catch(() => "no page");
          console.error(`${who} saw, as “${name}” failed:\n${shown?.slice(0, 1500)}`);
        }
        throw error;
      }
    });
}

// Closes everybody, and then the server: also what never came to be.
export async function dispose(...all) {
  for (const one of all) await one?.dispose();
}
