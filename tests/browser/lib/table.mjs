// Five people in a table, and what is read off it: for the files about lists.
import { settles } from "./until.mjs";

const FIVE = `First name,Last name,E-mail,Status,Company,Job title
Ada,Aal,ada@example.org,hot,Berg,Notary
Ben,Bauer,ben@example.com,lead,Berg,Clerk
Cleo,Clark,,hot,Sund,Judge
Dora,Dahl,dora@example.com,warm,Sund,Clerk
Emil,Ek,emil@example.org,cold,,Baker
`;
export const EVERYBODY = ["Ada Aal", "Ben Bauer", "Cleo Clark", "Dora Dahl", "Emil Ek"];

// Anna founds a vault and stands before the list of these five.
export async function bringFive(server, anna) {
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(FIVE);
  await anna.walk("people");
  await anna.countIs(5);
}

// The table before somebody, who may only come: `whose` gives them.
export function table(whose) {
  // Rows as they stand, by their names; headings of groups as what they say.
  const lines = () => whose().page.locator(".grid-body > .grid-row:not([hidden])").evaluateAll((rows) =>
    rows
      .map((row) => [new DOMMatrix(getComputedStyle(row).transform).f, row.querySelector(".who > .cut > .cut")?.textContent ?? row.innerText.replaceAll("\n", " ").trim()])
      .sort((a, b) => a[0] - b[0])
      .map(([, words]) => words)
      .filter(Boolean));

  // The cells of one column, by the names of their rows.
  const column = (nth) => whose().page.locator(".grid-body > .grid-row[data-id]:not([hidden])").evaluateAll(
    (rows, nth) => Object.fromEntries(rows.map((row) => [row.querySelector(".who > .cut > .cut").textContent, row.querySelectorAll(":scope > .wide")[nth].innerText])),
    nth,
  );

  return {
    lines,
    column,
    linesAre: (expected) => settles(lines, expected),
    cellIs: (nth, name, text) => settles(async () => (await column(nth))[name], text),
    heads: () => whose().page.locator(".grid-head [role=columnheader] .cut").allInnerTexts(),
    panel: (name) => whose().at(`${name}-panel`),
    keys: async (...pressed) => {
      for (const key of pressed) await whose().page.keyboard.press(key);
    },
  };
}
