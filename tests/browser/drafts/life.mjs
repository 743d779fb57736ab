// Further steps for ../history.test.mjs, behind its own.

step("rules and roles: switched by an owner, and a question before another owner is made", async () => {
  await anna.walk("members");
  await anna.see("rules");
  await anna.click("rule-purge");
  await anna.page.waitForFunction(() => document.querySelector('[data-testid="rule-purge"]').checked);
  await pictures(anna, "members");
  await ben.openPerson("Quandt");
  await ben.click("record-menu");
  await ben.see("erase-record");
  await ben.page.keyboard.press("Escape");
  await ben.walk("members");
  assert.equal(await (await ben.see("rule-purge")).isDisabled(), true, "owners set these");

  const row = anna.page.locator('[data-testid="member"][data-name="Ben Tal"]');
  await row.locator('[data-testid="member-menu"]').click();
  await anna.picture("life-roles");
  await anna.page.locator('.menu [role="menuitemradio"]', { hasText: "Owner" }).click();
  assert.match(await (await anna.see("role-dialog")).innerText(), /Make Ben Tal an owner\?/);
  await pictures(anna, "owner");
  await anna.click("role-confirm");
  await gone(anna, "role-dialog");
  await row.locator("text=Owner").waitFor();
});

step("several vaults: each for itself, switched by keyboard", async () => {
  await anna.openPerson("Quandt");
  await anna.click("vault-switcher");
  await anna.page.locator(".menu button", { hasText: "New vault" }).click();
  await anna.fill("vault-name", "Second");
  await anna.fill("my-name", "Anna");
  await anna.click("create-vault");
  await anna.page.waitForFunction(() => /Second/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  await anna.see("empty");
  assert.equal(new URL(anna.page.url()).pathname, "/people", "no record's address of the other vault");
  assert.doesNotMatch(await body(anna), /Quandt/);
  await anna.page.keyboard.press("g");
  await anna.page.keyboard.press("v");
  await anna.page.locator(".menu").first().waitFor();
  await anna.picture("life-switcher");
  await anna.page.keyboard.press("ArrowDown");
  await anna.page.keyboard.press("Enter");
  await anna.page.waitForFunction(() => /Kanzlei/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  await anna.see("grid");
  await anna.search("Quandt");
  await anna.countIs(1);
});

step("leaving: said and signed, and one press by a colleague", async () => {
  await ben.walk("settings");
  await pictures(ben, "settings");
  await ben.click("leave-vault");
  assert.match(await (await ben.see("leave-dialog")).innerText(), /You sign that you leave/);
  await pictures(ben, "leave");
  await ben.click("leave-confirm");
  await ben.page.locator("text=You left this vault").first().waitFor();
  await ben.openPerson("Quandt");
  await ben.picture("life-left");
  await anna.walk("members");
  await anna.see("leaving", 30_000);
  await pictures(anna, "leaving");
  await anna.click("leaving-remove");
  await gone(anna, "leaving");
  await anna.page.locator('[data-testid="member"][data-name="Ben Tal"]').waitFor({ state: "detached" });
  // The only owner is told what to do first.
  await anna.walk("settings");
  await anna.see("hand-over");
  await ben.walk("settings");
  await ben.click("forget-vault");
  await ben.click("forget-vault-confirm");
  await ben.see("vault-name");
});

step("deleting: the name typed, final, readable here until it is removed", async () => {
  await anna.click("delete-vault");
  await anna.see("delete-dialog");
  assert.equal(await anna.at("delete-confirm").isDisabled(), true);
  await anna.fill("delete-name", "Kanzlei Berg");
  await pictures(anna, "delete");
  await anna.click("delete-confirm");
  await anna.page.locator("text=deleted this vault").first().waitFor();
  await anna.openPerson("Quandt");
  await anna.textIs(JOB_TITLE, "Notary");
  await pictures(anna, "deleted");
  await anna.goto("/settings");
  await anna.unlock();
  await anna.see("settings");
  await anna.page.waitForFunction(() => /Second/.test(document.querySelector('[data-testid="vault-switcher"]')?.innerText ?? ""));
  assert.deepEqual(anna.errors, []);
  assert.deepEqual(ben.errors, []);
});
