// The search for planted strings is itself tested: a search that finds nothing must be one that could.
import assert from "node:assert/strict";
import { test } from "node:test";
import { found } from "./lib/blind.mjs";

const WORD = "Zyxomma-Quandary";

test("a planted string is found in every disguise", () => {
  const utf8 = Buffer.from(WORD);
  const disguised = [
    utf8,
    Buffer.from(WORD.toLowerCase()),
    Buffer.from(WORD, "utf16le"),
    Buffer.from(WORD, "utf16le").swap16(),
    Buffer.from(utf8.toString("hex")),
    ...[0, 1, 2].map((offset) => Buffer.from(Buffer.concat([Buffer.alloc(offset, 0x7e), utf8, Buffer.from("~~~")]).toString("base64"))),
    Buffer.from(Buffer.concat([Buffer.from("?"), utf8, Buffer.from(">>")]).toString("base64url")),
  ];
  for (const bytes of disguised) {
    const hay = Buffer.concat([Buffer.from("before"), bytes, Buffer.from("after")]);
    assert.deepEqual(found(hay, [WORD, "Another-Planted-Word"]), [WORD], bytes.toString());
  }
});

test("other bytes hold nothing", () => {
  assert.deepEqual(found(Buffer.from("Zyxomma Quandary, and more of the same"), [WORD]), []);
});
