// The pictures of the user guide: every page with made-up data, wide, on a phone and in the dark. Run by
// `cargo xtask screenshots`, which keeps them in docs/screenshots.
import { PHONE, Person, WIDE } from "./lib/browser.mjs";
import { Server } from "./lib/server.mjs";

const server = await Server.start({ tapped: false });
const anna = await Person.open(server.origin);

const here = (testid) => anna.page.getByTestId(testid);

// What passes is not part of a picture.
async function picture(name) {
  await anna.page.mouse.move(0, 0);
  await anna.page.locator(".toast").first().waitFor({ state: "detached", timeout: 15_000 }).catch(() => {});
  await anna.page.evaluate(() => document.activeElement?.blur());
  await anna.picture(name);
  await anna.page.emulateMedia({ colorScheme: "dark" });
  await anna.picture(`${name}-dark`);
  await anna.page.emulateMedia({ colorScheme: "light" });
  await anna.page.setViewportSize(PHONE.viewport);
  await anna.picture(`${name}-phone`);
  await anna.page.setViewportSize(WIDE.viewport);
}

async function page(name, seen) {
  await anna.walk(name);
  await anna.see(seen);
  await picture(name);
}

try {
  await anna.goto(server.signUpLink);
  await anna.see("go-sign-up");
  await picture("sign-up");
  await anna.signUp(server.signUpLink, "anna@example.org", undefined);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.click("empty-demo");
  await anna.countIs(200);
  await anna.click("owner-later");
  await page("people", "grid");
  await page("companies", "grid");
  await page("deals", "board");
  await page("tasks", "grid");
  await page("calendar", "calendar");
  await page("activities", "grid");
  await page("feed", "feed");
  await page("day", "day");
  await page("dashboard", "dashboard");
  await page("members", "members");
  await page("settings", "settings");

  await anna.walk("people");
  await anna.openPerson("ada");
  await picture("person");
  await here("tab-privacy").click();
  await here("privacy").first().waitFor();
  await picture("person-privacy");

  await anna.walk("privacy");
  await anna.page.locator('main a[href="/privacy/export"]').click();
  await anna.see("export-purpose");
  await picture("export");

  await anna.walk("deals");
  await anna.page.locator('[data-testid="board"] a.deal').first().click();
  await anna.see("record");
  await picture("deal");

  await anna.walk("people");
  await anna.search("");
  await anna.click("filter");
  await anna.see("filter-panel");
  await anna.at("filter-panel").getByRole("button", { name: "Status" }).click();
  await anna.at("filter-panel").getByText("hot", { exact: true }).click();
  await anna.click("filter-done");
  await picture("filter");
  await anna.page.keyboard.press("Control+k");
  await anna.see("palette");
  await anna.page.keyboard.type("mül");
  await anna.page.waitForTimeout(500);
  await anna.picture("palette");
  await anna.page.keyboard.press("Escape");
} finally {
  await anna.dispose();
  await server.dispose();
}
