import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { linkAccount, type ProviderAccount } from "@/lib/auth/link-account";
import { authOptions } from "@/lib/auth/options";
import { prisma } from "@/lib/db/prisma";
import { createPerson } from "../../support/people";

function account(some: Partial<ProviderAccount> = {}): ProviderAccount {
  const providerAccountId = randomBytes(6).toString("hex");
  const email = `${providerAccountId}@example.com`;
  return { provider: "github", providerAccountId, type: "oauth", email, name: "Grace", image: null, ...some };
}

const accountsOf = async (userId: string) =>
  (await prisma.account.findMany({ where: { userId }, orderBy: { provider: "asc" } })).map((one) => one.provider);

async function verified(email: string): Promise<string> {
  return (await prisma.user.create({ data: { email, emailVerified: new Date() } })).id;
}

test("a new person becomes a user without an organisation, and is the same person ever after", async () => {
  const github = account();
  const first = await linkAccount(github, null);
  if (first.kind !== "signedIn") throw new Error("a new person is let in");
  const user = await prisma.user.findUniqueOrThrow({ where: { id: first.userId }, include: { memberships: true } });
  expect(user).toMatchObject({ email: github.email, name: "Grace", memberships: [], passwordHash: null });
  expect(user.emailVerified).not.toBeNull();
  expect(await linkAccount({ ...github, email: "changed@example.com" }, null)).toEqual(first);
  expect(await linkAccount({ ...github, email: null }, null)).toEqual(first);
});

test("another provider with the same proved address is the same person", async () => {
  const id = await verified("ada@example.com");
  const google = account({ provider: "google", email: "Ada@Example.com" });
  expect(await linkAccount(google, null)).toEqual({ kind: "signedIn", userId: id });
  expect(await linkAccount(account({ email: "ada@example.com" }), null)).toEqual({ kind: "signedIn", userId: id });
  expect(await accountsOf(id)).toEqual(["github", "google"]);
});

test("an address nobody vouches for is refused", async () => {
  const users = await prisma.user.count();
  for (const email of [null, undefined, "", "no address"])
    expect(await linkAccount(account({ email }), null)).toEqual({ kind: "refused", reason: "EmailNotVerified" });
  expect(await prisma.user.count()).toBe(users);
});

test("a user who only typed the address is not linked, unless signed in", async () => {
  const typed = await createPerson({ passwordHash: "someone's" });
  const other = await createPerson();
  const google = account({ provider: "google", email: typed.email });
  const refused = { kind: "refused", reason: "OAuthAccountNotLinked" };
  expect(await linkAccount(google, null)).toEqual(refused);
  expect(await linkAccount(google, other.id)).toEqual(refused);
  expect(await accountsOf(typed.id)).toEqual([]);
  expect(await linkAccount(google, typed.id)).toEqual({ kind: "signedIn", userId: typed.id });
  expect(await linkAccount(google, null)).toEqual({ kind: "signedIn", userId: typed.id });
});

test("signing in twice at once makes one user", async () => {
  const github = account();
  const outcomes = await Promise.all(Array.from({ length: 5 }, () => linkAccount(github, null)));
  expect(new Set(outcomes.map((outcome) => outcome.kind === "signedIn" && outcome.userId)).size).toBe(1);
  expect(await prisma.user.count({ where: { email: github.email ?? "" } })).toBe(1);
});

test("a provider's session is a session of the linked user", async () => {
  const { callbacks } = authOptions(new Headers());
  const { provider, providerAccountId, type, email } = account();
  const user = { id: providerAccountId, email, name: "Grace" };
  const oauth = { provider, providerAccountId, type: "oauth" as const };
  expect(type).toBe("oauth");
  expect(await callbacks?.signIn?.({ user, account: oauth })).toBe(true);
  const token = await callbacks?.jwt?.({ token: { email }, user, account: oauth });
  const created = await prisma.user.findUniqueOrThrow({ where: { email: email ?? "" } });
  expect(token).toEqual({ sub: created.id, sessionVersion: 1 });
  const nobody = { ...user, email: null };
  const unknown = { ...oauth, providerAccountId: "unknown" };
  expect(await callbacks?.signIn?.({ user: nobody, account: unknown })).toBe("/sign-in?error=EmailNotVerified");
});
