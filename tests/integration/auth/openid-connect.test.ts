import { afterAll, expect, test } from "vitest";
import { GET as getProfile } from "@/app/api/v1/profile/route";
import { signInProviders } from "@/lib/auth/sign-in-providers";
import { prisma } from "@/lib/db/prisma";
import { askNextAuth, type CookieJar, cookieHeader } from "../../support/next-auth";
import { type Claims, startOpenIdProvider } from "../../support/openid-provider";
import { call, createPerson, pageRequest } from "../../support/people";

const provider = await startOpenIdProvider();
process.env.OIDC_ISSUER = provider.issuer;
process.env.OIDC_CLIENT_ID = provider.clientId;
process.env.OIDC_CLIENT_SECRET = provider.clientSecret;
process.env.OIDC_NAME = "Acme login";

afterAll(() => provider.stop());

async function authorizationUrl(jar: CookieJar): Promise<string> {
  const { body } = await askNextAuth(jar, "GET", "/api/auth/csrf");
  const { redirect } = await askNextAuth(jar, "POST", "/api/auth/signin/oidc", { csrfToken: body.csrfToken ?? "" });
  return redirect ?? "";
}

async function signInThere(jar: CookieJar, claims: Claims, options?: { claimsInIdToken?: boolean }) {
  const back = new URL(provider.signIn(await authorizationUrl(jar), claims, options));
  return askNextAuth(jar, "GET", `${back.pathname}${back.search}`);
}

const profile = async (jar: CookieJar) =>
  (await call(getProfile, pageRequest("/", { cookie: cookieHeader(jar) }))).body;

test("the provider is offered under its name", () => {
  expect(signInProviders()).toEqual([{ id: "oidc", name: "Acme login" }]);
});

test("somebody the provider vouches for is let in, as one person every time", async () => {
  const claims = { sub: "u-1", email: "Ada@Example.com", email_verified: true, name: "Ada" };
  const jar: CookieJar = new Map();
  expect((await signInThere(jar, claims)).error).toBeNull();
  const ada = await profile(jar);
  expect(ada).toMatchObject({ email: "ada@example.com", name: "Ada", hasPassword: false, providers: ["oidc"] });
  const again: CookieJar = new Map();
  await signInThere(again, { ...claims, email: "renamed@example.com" });
  expect(await profile(again)).toEqual(ada);
});

test("claims may come from the userinfo endpoint, and truth as text", async () => {
  const jar: CookieJar = new Map();
  await signInThere(jar, { sub: "u-2", email: "bob@example.com", email_verified: "true" }, { claimsInIdToken: false });
  expect(await profile(jar)).toMatchObject({ email: "bob@example.com" });
});

test("an address the provider does not vouch for opens nothing", async () => {
  const owner = await createPerson({ email: "owner@example.com" });
  for (const email_verified of [false, "false", undefined]) {
    const jar: CookieJar = new Map();
    const answer = await signInThere(jar, { sub: "u-3", email: owner.email, email_verified });
    expect(answer.error).toBe("EmailNotVerified");
    expect((await profile(jar)).error.code).toBe("unauthorized");
  }
  expect(await prisma.account.count({ where: { providerAccountId: "u-3" } })).toBe(0);
});

test("an answer that was not asked for in this browser is refused", async () => {
  const asking: CookieJar = new Map();
  const other: CookieJar = new Map();
  const claims = { sub: "u-4", email: "eve@example.com", email_verified: true };
  const back = new URL(provider.signIn(await authorizationUrl(asking), claims));
  await authorizationUrl(other);
  expect((await askNextAuth(other, "GET", `${back.pathname}${back.search}`)).error).toBe("OAuthCallback");
  expect((await profile(other)).error.code).toBe("unauthorized");
  expect(await prisma.user.count({ where: { email: claims.email } })).toBe(0);
});
