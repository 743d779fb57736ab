// Chromium with profiles of their own, and a person who uses one: clicks and types as people do, reads what they read.
import { chromium } from "playwright-core";
import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const EXECUTABLE = process.env.CHROMIUM ?? ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
export const PHONE = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, hasTouch: true, isMobile: true };
export const WIDE = { viewport: { width: 1380, height: 870 } };

const byTest = (name) => `[data-testid="${name}"]`;

// Runs in the page before its own scripts: which of its calls the worker has not answered yet. A call begins with its number,
// an answer with a one and that number (client/bridge/src/message/mod.rs).
function countCalls() {
  const number = (bytes, at) => {
    let end = at;
    while (bytes[end] & 0x80) end += 1;
    return bytes.slice(at, end + 1).join();
  };
  const post = Worker.prototype.postMessage;
  const known = new WeakSet();
  window.asked = new Set();
  Worker.prototype.postMessage = function (message, ...rest) {
    if (!known.has(this)) this.addEventListener("message", ({ data }) => data[0] === 1 && window.asked.delete(number(data, 1)));
    known.add(this);
    window.asked.add(number(message, 0));
    return post.call(this, message, ...rest);
  };
}

export class Person {
  // A browser profile on disk: closing and opening it again is what closing and opening a browser is.
  static async open(origin, { folder = mkdtempSync(join(tmpdir(), "tacit-profile-")), locale = "en-GB", ...options } = {}) {
    const person = new Person();
    Object.assign(person, { origin, folder, errors: [] });
    person.context = await chromium.launchPersistentContext(folder, {
      // A test that hangs is ended by the runner: closing its browser in peace would hang too.
      handleSIGTERM: false,
      executablePath: EXECUTABLE,
      // Tests read English, and days as they are written in Britain, whatever this machine speaks; so do the browser's own
      // fields for a day, which go by the language that it was started in: on Linux its environment says which.
      args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", `--lang=${locale}`],
      env: { ...process.env, LANGUAGE: locale.replace("-", "_") },
      locale,
      ...WIDE,
      ...options,
    });
    await person.context.addInitScript(countCalls);
    person.page = person.context.pages()[0] ?? (await person.context.newPage());
    person.watch(person.page);
    return person;
  }

  // Anna, who founded "Kanzlei Berg" on this server a moment ago; with a suggested password unless she has one.
  static async founder(server, password) {
    const anna = await Person.open(server.origin);
    await anna.signUp(server.signUpLink, "anna@example.org", password);
    await anna.createVault("Kanzlei Berg", "Anna Berg");
    return anna;
  }

  // Anything that the page or its policy complains about fails the test that asks.
  watch(page) {
    page.on("pageerror", (error) => this.errors.push(`${page.url()}: ${error.stack}`));
    page.on("console", (message) => {
      const text = message.text();
      // The browser itself reports every failed fetch; being offline is part of these tests.
      if (message.type() === "error" && !/Failed to load resource|WebSocket connection|net::ERR_/.test(text)) this.errors.push(text);
    });
  }

  at(name) {
    return this.page.locator(byTest(name));
  }

  async see(name, timeout = 15_000) {
    await this.at(name).first().waitFor({ timeout });
    return this.at(name).first();
  }

  async click(name) {
    await this.at(name).first().click();
  }

  async fill(name, text) {
    await this.at(name).first().fill(text);
  }

  async goto(path) {
    await this.page.goto(path.startsWith("http") ? path : this.origin + path);
  }

  // Goes to a page of the unlocked app without reloading it.
  async walk(name) {
    // At the side, or on a phone at the bottom, where what has no room stands behind "More".
    const link = this.page.locator(`nav a[href="/${name}"]:visible`).first();
    const more = this.page.locator('nav a[href="/more"]:visible').first();
    await link.or(more).first().waitFor();
    if (!(await link.isVisible())) await more.click();
    await link.click();
  }

  async signUp(link, name, password) {
    await this.goto(link);
    await (await this.see("go-sign-up")).click();
    await this.fill("name", name);
    if (password) await this.fill("password", password);
    else await this.click("suggest");
    await this.page.waitForFunction(() => document.querySelector('[data-testid="password"]').value.length > 9);
    this.name = name;
    this.password = await this.at("password").inputValue();
    await this.click("create-account");
    await this.keepKit();
  }

  async keepKit() {
    await this.see("kit");
    this.secretKey = await this.at("secret-key").getAttribute("data-key");
    await this.click("kit-next");
    await this.retypeKit();
  }

  async retypeKit() {
    await this.fill("retype", await this.askedGroup());
    await this.click("kit-confirm");
  }

  // The group of the kit that is asked for.
  async askedGroup() {
    await this.see("retype");
    const asked = await this.page.locator("form").innerText();
    const words = [/first|erste/i, /second|zweite/i, /third|dritte/i, /fourth|vierte/i, /fifth|fünfte/i, /sixth|sechste/i];
    return this.secretKey.split("-")[words.findIndex((word) => word.test(asked))];
  }

  async createVault(name, myName) {
    await (await this.see("vault-name")).fill(name);
    await this.fill("my-name", myName);
    await this.click("create-vault");
    // Whoever founds a vault begins with the first steps in it.
    await this.see("first-steps");
    await this.walk("people");
    await this.see("empty");
  }

  async unlock(password = this.password) {
    await (await this.see("password")).fill(password);
    await this.click("unlock");
  }

  // Locks by the menu.
  async lock() {
    await this.click("vault-switcher");
    await this.click("lock");
  }

  async signIn(secretKey = this.secretKey, password = this.password) {
    await this.goto("/");
    await (await this.see("go-sign-in")).click();
    await this.fill("name", this.name);
    await this.fill("secret-key", secretKey);
    await this.fill("password", password);
    await this.click("sign-in");
  }

  // A link by which somebody joins the vault that is open.
  async invite(name, role) {
    await this.walk("members");
    await (await this.see("invite-open")).click();
    await this.fill("invite-name", name);
    await this.at("invite-dialog").locator(`label:has(b:text-is("${role}"))`).click();
    await this.click("invite-make");
    const link = await (await this.see("invite-link")).inputValue();
    await this.click("invite-close");
    return link;
  }

  // Signs up by such a link and joins.
  async join(link, name, password) {
    await this.signUp(link, name, password);
    await (await this.see("join")).click();
    await this.see("sync", 60_000);
    await this.synced(60_000);
    await this.see("day");
    await this.walk("people");
  }

  async importFiles(files) {
    await (await this.see("import")).click();
    await this.see("dropzone");
    await this.at("file-input").setInputFiles(files);
    await this.see("import-run");
  }

  // Brings in a table, as its text or as a file, or several files.
  async bring(files, name = "people.csv") {
    const text = typeof files === "string" && files.includes("\n");
    await this.importFiles(text ? { name, mimeType: "text/csv", buffer: Buffer.from(files) } : files);
    await this.click("import-run");
    await this.see("import-done");
  }

  // The number beside a list's title.
  async countIs(number, timeout = 20_000) {
    const digits = String(number);
    await this.page.waitForFunction(
      (digits) => document.querySelector('[data-testid="count"]')?.innerText.replaceAll(/\D/g, "") === digits,
      digits,
      { timeout },
    );
  }

  // The address once it says what is shown: what is typed is sealed a moment after the last letter.
  async settledAddress() {
    const sealed = await this.page.waitForFunction(
      () => {
        if (window.quiet?.hash !== location.hash) window.quiet = { hash: location.hash, since: performance.now() };
        return location.hash.length > 200 && performance.now() - window.quiet.since > 500 && location.href;
      },
      null,
      { timeout: 10_000 },
    );
    return sealed.jsonValue();
  }

  // Everything that the page asked is answered. A worker that was ended answers nothing any more.
  async answered() {
    await this.page.waitForFunction(() => !window.asked?.size, null, { timeout: 5_000 }).catch(() => {});
  }

  // Everything is confirmed by the server.
  async synced(timeout = 30_000) {
    await this.answered();
    // What was just done has reached the chip by then.
    await this.page.waitForTimeout(100);
    await this.page.waitForFunction(() => /synced|Stand/.test(document.querySelector('[data-testid="sync"]')?.innerText ?? ""), null, { timeout });
  }

  async search(words) {
    // Filling is select, then type: a list that is being drawn anew in between undoes the first half.
    do await this.fill("search", words);
    while ((await this.at("search").first().inputValue()) !== words);
    // Typing is debounced by a frame or two; a list says of itself that its rows answer what was asked before.
    await this.page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(() => requestAnimationFrame(done)), 150)));
    await this.answered();
    await this.page.waitForFunction(() => !document.querySelector('[data-testid="grid"][aria-busy="true"]'));
  }

  async openPerson(words) {
    await this.walk("people");
    await this.at("search").first().waitFor({ state: "attached" });
    // On a phone the field is behind a button.
    if (!(await this.at("search").first().isVisible())) await this.page.locator('header .phone-only[aria-label="Search"]').click();
    await this.search(words);
    await this.page.locator("[data-id] .who").first().click();
    await this.see("record");
  }

  // The files of the record that is shown.
  async openFiles() {
    await this.click("tab-files");
    await this.see("files");
  }

  // The editor of a field by its number.
  field(key) {
    return this.page.locator(`${byTest("field")}[data-field="${key}"]`);
  }

  async setText(key, text) {
    const input = this.field(key).locator("input, textarea").first();
    await input.waitFor({ state: "attached" });
    // The parts of a name stand behind the row that shows it.
    if ((await this.page.locator('[data-testid="name-parts"][hidden]').filter({ has: input }).count()) > 0) await this.click("name-open");
    // On a phone what is empty is folded away.
    if ((await this.page.locator(`${byTest("field")}[data-field="${key}"][hidden]`).count()) > 0) await this.click("empty-fields");
    await input.fill(text);
    await input.press("Enter");
  }

  async textIs(key, text, timeout = 10_000) {
    await this.page.waitForFunction(
      ([key, text]) => document.querySelector(`[data-testid="field"][data-field="${key}"] :is(input, textarea)`)?.value === text,
      [String(key), text],
      { timeout },
    );
  }

  // An input's text, once it is like this.
  async inputIs(name, pattern, timeout = 10_000) {
    await this.page.waitForFunction(
      ([name, source]) => new RegExp(source).test(document.querySelector(`[data-testid="${name}"]`)?.value ?? ""),
      [name, pattern.source],
      { timeout },
    );
  }

  // Where a part of the page is, once it is drawn: it may just be drawn anew.
  async box(part) {
    for (let tries = 0; tries < 100; tries += 1) {
      const box = await part.boundingBox();
      if (box) return box;
      await this.page.waitForTimeout(50);
    }
    throw new Error("it is not drawn");
  }

  // A picture of the page as it is, when pictures are wanted.
  async picture(name) {
    const folder = process.env.TACIT_PICTURES;
    if (!folder) return;
    mkdirSync(folder, { recursive: true });
    await this.page.waitForTimeout(250);
    await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  // The same moment wide, on a phone, and in the dark.
  async pictures(name) {
    if (!process.env.TACIT_PICTURES) return;
    await this.picture(name);
    await this.page.setViewportSize(PHONE.viewport);
    await this.picture(`${name}-phone`);
    await this.page.emulateMedia({ colorScheme: "dark" });
    await this.picture(`${name}-phone-dark`);
    await this.page.setViewportSize(WIDE.viewport);
    await this.picture(`${name}-dark`);
    await this.page.emulateMedia({ colorScheme: "light" });
  }

  async close() {
    await this.context.close();
  }

  async dispose() {
    await this.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
