// The pictures of the user guide: every page with made-up data, wide, on a phone and in the dark. Run by
// `cargo xtask screenshots`, which keeps them in docs/screenshots.
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

// People beside those of the made-up vault: a file, so that there is a source to tell about, and words of one about another.
const FILE = `First name,Last name,E-mail,Phone,Company,Status,Newsletter,Background
Vera,Quandt,vera@quandt.example,+49 30 5550 0142,Quandt Yachts,hot,yes,Recommended by Paul Ostermann in May
Paul,Ostermann,paul@ostermann.example,+49 40 5550 0177,Ostermann Sails,warm,,Knows the harbour master
Ilse,Kern,ilse@kern.example,,Kern & Sons,warm,yes,
Jonas,Wirth,jonas@wirth.example,+41 44 555 01 23,,cold,no,
`;

let server, anna, ben;
const here = (testid) => anna.page.getByTestId(testid);

// What passes is not part of a picture.
async function settled() {
  await anna.page.mouse.move(0, 0);
  await anna.page.waitForTimeout(250);
  for (const toast of await anna.page.locator(".toast").all()) await toast.locator("button").last().click({ timeout: 1_000 }).catch(() => {});
  await anna.page.locator(".toast").first().waitFor({ state: "detached", timeout: 15_000 }).catch(() => {});
  await anna.page.evaluate(() => {
    document.activeElement?.blur();
    for (const moved of document.querySelectorAll(".scroll, .record, .record-main")) moved.scrollTop = 0;
  });
}

async function pictureOf(person, name) {
  await person.picture(name);
  await person.page.emulateMedia({ colorScheme: "dark" });
  await person.picture(`${name}-dark`);
  await person.page.emulateMedia({ colorScheme: "light" });
  await person.page.setViewportSize(PHONE.viewport);
  await person.picture(`${name}-phone`);
  await person.page.setViewportSize(WIDE.viewport);
}

async function picture(name) {
  await settled();
  await pictureOf(anna, name);
}

async function page(name, seen) {
  await anna.walk(name);
  await anna.see(seen);
  await picture(name);
}

async function toPrivacy(name, seen) {
  await anna.walk("privacy");
  await here("privacy-start").locator(`a[href="/privacy/${name}"]`).click();
  await anna.see(seen);
}

async function toTab(words) {
  await anna.openPerson(words);
  await here("tab-privacy").click();
  await here("privacy").first().waitFor();
}

const purpose = (name) => anna.page.locator(`[data-purpose="${name}"]`);

// What stands before a vault: of a browser that knows nobody yet.
async function beginning() {
  await anna.goto("/");
  await anna.click("go-sign-in");
  await anna.see("sign-in");
  await picture("sign-in");
  await anna.page.goto("about:blank");
  await anna.goto(server.signUpLink);
  await anna.see("go-sign-up");
  await picture("sign-up");
  await anna.click("go-sign-up");
  await anna.fill("name", "anna@example.org");
  await anna.click("suggest");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="password"]').value.length > 9);
  [anna.name, anna.password] = ["anna@example.org", await anna.at("password").inputValue()];
  await anna.click("create-account");
  await anna.see("kit");
  await picture("kit");
  await anna.keepKit();
  await anna.see("vault-name");
  await picture("first-vault");
}

async function everyday() {
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.click("empty-demo");
  await anna.countIs(200);
  await page("people", "grid");
  await anna.click("layout-board");
  await anna.see("board");
  await picture("people-board");
  await anna.click("layout-table");
  await page("companies", "grid");
  await page("deals", "board");
  await page("tasks", "grid");
  await page("calendar", "calendar");
  for (const layout of ["week", "day", "agenda"]) {
    await anna.click(`layout-${layout}`);
    await picture(`calendar-${layout}`);
  }
  await anna.click("layout-month");
  await page("activities", "grid");
  await page("feed", "feed");
  await page("day", "day");
  await page("dashboard", "dashboard");
  await page("members", "members");
  await page("settings", "settings");
}

async function records() {
  await anna.walk("people");
  await anna.openPerson("ada");
  await picture("person");

  await anna.walk("deals");
  await anna.page.locator('[data-testid="board"] a.deal').first().click();
  await anna.see("record");
  await picture("deal");

  await anna.walk("people");
  await anna.search("");
  await anna.click("filter");
  await anna.see("filter-panel");
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("Hot", { exact: true }).click();
  await anna.click("filter-beside");
  await anna.at("filter-panel").getByRole("button", { name: "Tags", exact: true }).click();
  await anna.at("filter-panel").getByText("vip", { exact: true }).click();
  await anna.click("filter-done");
  await picture("filter");
  await anna.page.keyboard.press("Control+k");
  await anna.see("palette");
  await anna.page.keyboard.type("mül");
  await anna.page.waitForTimeout(500);
  await anna.picture("palette");
  await anna.page.keyboard.press("Escape");
  // The list stays as it was left, and the next parts look for people in it.
  await anna.click("clear-filters");
}

// A page of the app's that stands in no list of places.
async function at(path, name) {
  await anna.page.evaluate((path) => history.pushState(null, "", path), path);
  await anna.page.evaluate(() => dispatchEvent(new PopStateEvent("popstate")));
  await anna.page.locator("h1:visible").first().waitFor();
  await anna.page.waitForTimeout(500);
  await picture(name);
}

async function firstOf(list, name) {
  await anna.walk(list);
  await anna.page.locator("[data-id] .who").first().click();
  await anna.see("record");
  await picture(name);
}

async function beyond() {
  await firstOf("companies", "company");
  await firstOf("tasks", "task");
  await firstOf("activities", "activity");
  await anna.walk("people");
  await anna.openPerson("vera");
  await anna.setText(10, "Yacht broker");
  await anna.synced();
  await anna.click("record-menu");
  await anna.click("record-history");
  await anna.see("versions");
  await picture("history");
  await anna.page.keyboard.press("Escape");

  await anna.walk("people");
  await anna.search("ada");
  await anna.at("grid").focus();
  for (const key of ["ArrowDown", "x", "ArrowDown", "x"]) await anna.page.keyboard.press(key);
  await anna.click("edit-selected");
  await anna.see("bulk-dialog");
  await anna.at("bulk-dialog").getByRole("combobox", { name: "New value" }).selectOption("hot");
  await picture("several");
  await anna.page.keyboard.press("Escape");
  await anna.page.keyboard.press("Escape");
  await anna.search("");

  await anna.walk("lists");
  await anna.click("lists-first");
  await anna.fill("list-name", "Spring dinner");
  await anna.fill("list-about", "Guests of 12 May");
  await anna.click("list-save");
  await anna.at("list-title").getByText("Spring dinner").waitFor();
  await picture("list");
  await at("/lists", "lists");
  await at("/files", "all-files");
  await at("/tags", "tags");
  await at("/duplicates", "duplicates");
  await anna.walk("tasks");
  await anna.page.locator(".grid-row[data-id]").nth(2).waitFor();
  await anna.at("grid").focus();
  for (const key of ["ArrowDown", "x", "ArrowDown", "x", "ArrowDown", "x"]) await anna.page.keyboard.press(key);
  await anna.click("delete-selected");
  await anna.synced();
  await at("/trash", "trash");
  await at("/lost", "lost");
  await at("/more", "more");
  await at("/privacy/fields", "fields");
  await at("/privacy/suppressions", "suppressions");
  await at("/privacy/erasures", "erasures");
}

// What is seen before anything is open.
async function door() {
  await anna.page.keyboard.press("Control+Shift+l");
  await anna.see("unlock");
  await picture("unlock");
}

async function importing() {
  await anna.walk("people");
  await anna.importFiles({ name: "harbour-fair.csv", mimeType: "text/csv", buffer: Buffer.from(FILE) });
  await picture("import");
  await anna.click("import-run");
  await anna.see("import-done");
  await picture("import-done");
}

async function ofObjects() {
  await anna.walk("settings");
  await anna.click("add-object");
  await anna.fill("object-one", "Matter");
  await anna.fill("object-many", "Matters");
  await here("object-form").getByRole("radio", { name: "Scales" }).check({ force: true });
  await anna.click("object-save");
  const list = anna.page.locator("nav.side").getByText("Matters", { exact: true });
  await list.click();
  for (const name of ["Sale of the yard", "Lease of berth 14", "Merger of the mills"]) {
    await anna.page.getByRole("heading", { level: 1, name: "Matters", exact: true }).waitFor();
    await anna.page.keyboard.press("c");
    await anna.fill("title", name);
    await anna.click("create-record");
    await anna.see("record");
    await list.click();
  }
  await anna.countIs(3);
  await picture("matters");
}

async function consents() {
  await toTab("vera");
  await purpose("Newsletter").getByTestId("record-consent").first().click();
  await anna.see("consent-dialog");
  await anna.fill("evidence", "Form of 12 May, in the blue folder");
  await picture("consent");
  await anna.click("consent-save");
  await purpose("Newsletter").getByTestId("confirm-consent").first().click();
  await anna.fill("evidence", "Pressed the link in our mail");
  await anna.click("consent-save");
  await purpose("Newsletter").getByText("Given").first().waitFor();
  await purpose("Sharing with partners").getByTestId("record-consent").first().click();
  await anna.fill("evidence", "Signed at the fair, in the blue folder");
  await anna.click("consent-save");
  await purpose("Sales conversation").getByTestId("withdraw").last().click();
  await purpose("Sales conversation").getByText("Objected").first().waitFor();
  await picture("person-privacy");
  await purpose("Newsletter").getByTestId("receipt").first().click();
  await anna.see("receipt");
  await picture("receipt");
  await at("/privacy/ledger", "ledger");
}

// Who joins a team, and a second device of somebody who is in it.
async function joining() {
  await anna.walk("members");
  await anna.click("invite-open");
  await anna.fill("invite-name", "Ben Brandt");
  await anna.click("invite-make");
  const link = await (await anna.see("invite-link")).inputValue();
  await picture("invite");
  await anna.click("invite-close");
  await anna.walk("settings");
  await anna.click("link-device");
  await anna.see("link-dialog");
  await picture("link-device");
  await anna.page.keyboard.press("Escape");
  ben = await Person.open(server.origin);
  await ben.signUp(link, "ben@example.org", undefined);
  await ben.see("join");
  await pictureOf(ben, "join");
}

async function register() {
  await toPrivacy("third-parties", "parties");
  await anna.click("add-party");
  await anna.fill("party-name", "Harbour Printers Ltd");
  await anna.click("party-save");
  await anna.see("party");
  await picture("third-parties");
  await toPrivacy("processing", "processing");
  await anna.see("processing-entry");
  await picture("processing");
  await toPrivacy("export", "export-purpose");
  await picture("export");
  await here("export-purpose").getByRole("combobox").selectOption({ label: "Newsletter" });
  await here("export-included").filter({ hasText: /[1-9]\d* of/ }).waitFor();
  await anna.fill("export-why", "The spring letter");
  const file = anna.page.waitForEvent("download");
  await anna.click("export-run");
  await file;
  await anna.see("export-done");
  await picture("export-done");
}

async function purposes() {
  await toPrivacy("purposes", "purpose-line");
  await picture("purposes");
  await anna.page.locator('[data-testid="purpose-line"][data-purpose="Sharing with partners"] a').click();
  await anna.see("purpose-head");
  await anna.click("publish-notice");
  await anna.fill("notice-text", "You may pass my details on to the printers named here, by letter only.");
  await here("notice-material").check();
  await here("notice-effect").getByText("Pauses", { exact: false }).first().waitFor();
  await picture("notice");
  await anna.click("notice-save");
  await here("notice").nth(1).waitFor();
  await here("notice").first().getByTestId("compare").click();
  await here("notice").first().locator("ins").first().waitFor();
  await picture("purpose");
}

async function requests() {
  await toPrivacy("requests", "requests");
  for (const [kind, who] of [["Objection", "jonas"], ["Access to their data", "vera"]]) {
    await anna.click("add-request");
    await here("request-kind").getByRole("combobox").selectOption({ label: kind });
    await here("request-person").getByRole("combobox").fill(who);
    await here("suggestions").getByRole("option").first().click();
    await anna.click("request-save");
    await here("request").filter({ hasText: kind }).waitFor();
  }
  await picture("requests");
  await here("request").filter({ hasText: "Access to their data" }).locator("a").first().click();
  await anna.fill("identity-proof", "Answered from the address on file");
  await anna.click("identity-yes");
  await anna.see("flagged");
  await here("text").filter({ hasText: "Recommended by" }).getByTestId("text-black").click();
  await picture("request");
}

async function ending() {
  await toTab("ilse");
  await anna.click("hold-person");
  await anna.fill("hold-why", "Warranty claim in court");
  await anna.click("hold-save");
  await here("hold-dialog").waitFor({ state: "detached" });
  await anna.click("restrict");
  await anna.fill("why", "She disputes her address");
  await anna.click("restriction-save");
  await here("restricted").first().waitFor();
  await picture("restricted");

  await toPrivacy("retention", "retention");
  await anna.click("add-rule");
  await anna.fill("rule-name", "Contacts without business");
  await anna.click("rule-save");
  await here("rule").first().waitFor();
  await picture("retention");

  await toTab("ostermann");
  await anna.click("to-erase");
  await anna.see("erase-gone");
  await picture("erase");
  await anna.fill("erase-typed", "Paul Ostermann");
  await anna.click("erase-confirm");
  await anna.page.locator('[data-testid="erasure"][data-stage="Gone"]').waitFor();
  await here("erase-left").first().waitFor();
  await picture("erased");
}

async function seen() {
  await toPrivacy("statistics", "statistics-table");
  await picture("statistics");
  await toPrivacy("audit", "audit");
  await anna.click("audit-verify");
  await anna.see("audit-holds", 30_000);
  await picture("audit");
  await anna.walk("settings");
  await anna.click("server-link");
  await anna.see("server-records");
  await picture("server");
  await anna.walk("privacy");
  await anna.see("centre");
  await picture("privacy");
  await anna.click("centre-untold");
  await anna.see("centre-person");
  await picture("privacy-people");
}

try {
  server = await Server.start({ tapped: false });
  anna = await Person.open(server.origin);
  for (const part of [beginning, everyday, records, importing, ofObjects, consents, register, purposes, requests, ending, seen, beyond, joining, door]) await part();
} catch (error) {
  await anna?.picture("failed").catch(() => {});
  throw error;
} finally {
  await ben?.dispose();
  await anna?.dispose();
  await server?.dispose();
}
