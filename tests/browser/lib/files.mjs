// Files to import: the real ones, and made-up ones of any size.
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";

const HERE = import.meta.dirname;
export const DATA = process.env.TACIT_TEST_DATA ?? join(HERE, "../../../../shared/data");
if (!existsSync(join(DATA, "atomic-crm-contacts.csv"))) {
  throw new Error(`test data not found in ${DATA}: set TACIT_TEST_DATA to the folder with atomic-crm-contacts.csv and vcard/`);
}

export const ATOMIC = join(DATA, "atomic-crm-contacts.csv");
export const CARDS = readdirSync(join(DATA, "vcard")).filter((name) => name.endsWith(".vcf")).map((name) => join(DATA, "vcard", name));

const csv = (name, rows) => ({ name, mimeType: "text/csv", buffer: Buffer.from(rows.map((row) => row.join(",")).join("\r\n")) });

// So many people of as many companies as there are hundreds.
export function crowd(count) {
  const header = ["first name", "last name", "email", "phone", "company", "tags"];
  const rows = Array.from({ length: count }, (_, number) => [
    `Given${number}`,
    `Family${number % 977}`,
    `person${number}@crowd.example`,
    `+49 30 ${String(number).padStart(7, "0")}`,
    `Company ${Math.floor(number / 100)}`,
    number % 3 ? "crowd" : "crowd;third",
  ]);
  return csv("crowd.csv", [header, ...rows]);
}

// A unmistakable word for each place where a customer's data can stand.
export const PLANTED = {
  vault: "Zwyrtek-Vaultname",
  owner: "Quorlis-Ownername",
  colleague: "Brannigloth-Colleague",
  signIn: "vexilmort-signin",
  password: "ploverdane-Crimtusk-77-osprey",
  file: "Kestrelvane-clientele",
  given: "Ombrelyth",
  family: "Tarnacle-Vough",
  company: "Fennimoor-Glade-Holdings",
  email: "snarfbold.quell@drithvane.example",
  phone: "+49 555 83920174",
  title: "Wherry-Chandlerwright",
  tag: "skellum-tagged",
  notes: "Murdlequist-notes-about-her-health",
  street: "Yarblekin-Lane-4711",
  typed: "Ghorvex-Typed-By-Hand",
  searched: "Plimsorrel-Searchword",
};

export function plantedFile() {
  const p = PLANTED;
  const header = ["first name", "last name", "email", "phone", "company", "job title", "tags", "notes", "street"];
  const row = [p.given, p.family, p.email, p.phone, p.company, p.title, p.tag, p.notes, p.street];
  return csv(`${p.file}.csv`, [header, row]);
}
