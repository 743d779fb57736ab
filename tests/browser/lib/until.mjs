// What the page shows comes a moment after what was done: it is read again and again until it is as expected, and told as it
// is where it never becomes so.
import assert from "node:assert/strict";
import { setTimeout as pause } from "node:timers/promises";
import { isDeepStrictEqual } from "node:util";

const WITHIN = 20_000;

async function readUntil(read, isSo) {
  const end = Date.now() + WITHIN;
  for (;;) {
    const is = await read();
    if (isSo(is) || Date.now() > end) return is;
    await pause(50);
  }
}

/** What is read becomes this. */
export async function settles(read, expected, message) {
  assert.deepEqual(await readUntil(read, (is) => isDeepStrictEqual(is, expected)), expected, message);
}

/** A part of the page comes to say something like this. */
export async function says(part, pattern, message) {
  assert.match(await readUntil(() => part.innerText(), (text) => pattern.test(text)), pattern, message);
}
