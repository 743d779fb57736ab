// Just enough of the wire's encoding (docs/protocol.md, section 1) to tell lies in it.

// Reads varints, fixed bytes and length-prefixed bytes, one after the other.
export class Reader {
  constructor(bytes) {
    this.bytes = bytes;
    this.at = 0;
  }

  varint() {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = this.bytes[this.at++];
      value |= BigInt(byte & 0x7f) << shift;
      if (byte < 0x80) return Number(value);
    }
  }

  fixed(length) {
    return this.bytes.subarray(this.at, (this.at += length));
  }

  // The place of a list's items, each bytes with a length before them.
  items() {
    const items = Array.from({ length: this.varint() });
    return items.map(() => {
      const length = this.varint();
      const item = { at: this.at, length };
      this.at += length;
      return item;
    });
  }
}

export function varint(value) {
  const out = [];
  for (let rest = BigInt(value); ; rest >>= 7n) {
    if (rest < 0x80n) return Buffer.from([...out, Number(rest)]);
    out.push(Number(rest & 0x7fn) | 0x80);
  }
}

// Where the entries of a pull's answer lie: after its head.
export function pulledEntries(body) {
  const reader = new Reader(body);
  reader.varint();
  reader.fixed(32);
  return reader.items();
}

// A list of so many absent items.
export const nothing = (count) => Buffer.concat([varint(count), Buffer.alloc(count)]);

export function flipped(body, at) {
  const spoiled = Buffer.from(body);
  spoiled[at] ^= 1;
  return spoiled;
}
