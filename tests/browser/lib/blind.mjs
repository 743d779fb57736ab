// Looks for planted strings in bytes: as UTF-8 and UTF-16, in hexadecimal, and in base64 at each of its three offsets.
function base64Cores(bytes) {
  // What a string becomes inside longer base64 depends on its offset; the whole groups in its middle do not.
  return [0, 1, 2].map((offset) => {
    const skipped = (3 - offset) % 3;
    const whole = bytes.subarray(skipped, skipped + Math.floor((bytes.length - skipped) / 3) * 3);
    return whole.toString("base64");
  });
}

export function disguises(text) {
  const utf8 = Buffer.from(text, "utf8");
  const utf16 = Buffer.from(text, "utf16le");
  const swapped = Buffer.from(utf16).swap16();
  const all = [utf8, utf16, swapped];
  for (const bytes of [utf8, utf16]) {
    all.push(Buffer.from(bytes.toString("hex")), Buffer.from(bytes.toString("hex").toUpperCase()));
    for (const core of base64Cores(bytes)) {
      all.push(Buffer.from(core), Buffer.from(core.replaceAll("+", "-").replaceAll("/", "_")));
    }
  }
  return all.filter((needle) => needle.length >= 6);
}

// Names of the planted strings that stand in the bytes.
export function found(bytes, planted) {
  return planted.filter((text) => [text, text.toLowerCase(), text.toUpperCase()].some((form) => disguises(form).some((needle) => bytes.includes(needle))));
}
