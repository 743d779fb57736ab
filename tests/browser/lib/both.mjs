// Anna, and Ben who writes in her vault too: both before the same list of four people.
const PASSWORD = "violin-harbour-nine-meadows-quartz";
const FOUR = `First name,Last name,Status,Company,Job title
Ada,Aal,cold,Berg,Notary
Ben,Bauer,cold,Berg,Baker
Cleo,Clark,cold,Bergmann,Judge
Dora,Dahl,hot,,Clerk
`;

export async function bothBeforeFour(server, anna, ben) {
  await anna.signUp(server.signUpLink, "anna@example.org", PASSWORD);
  await anna.createVault("Kanzlei Berg", "Anna Berg");
  await anna.walk("people");
  await anna.bring(FOUR);
  await anna.synced(60_000);
  await ben.join(await anna.invite("Ben Tal", "Editor"), "ben@example.org", PASSWORD);
  for (const one of [anna, ben]) {
    await one.walk("people");
    await one.countIs(4, 60_000);
  }
}
