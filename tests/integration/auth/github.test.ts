import { afterEach, expect, test, vi } from "vitest";
import { oauthProviders } from "@/lib/auth/sign-in-providers";

process.env.GITHUB_ID = "id";
process.env.GITHUB_SECRET = "secret";

afterEach(() => vi.unstubAllGlobals());

interface GitHubOptions {
  userinfo: { request(context: object): Promise<object> };
  profile(profile: object): { email?: string | null };
}

/** What our GitHub provider makes of GitHub's answers: the public profile, then the list of addresses. */
async function emailOf(publicEmail: string | null, addresses: object[]): Promise<string | null | undefined> {
  vi.stubGlobal("fetch", async (url: string, init: RequestInit) => {
    expect(url).toBe("https://api.github.com/user/emails");
    expect(init.headers).toEqual({ Authorization: "Bearer token" });
    return Response.json(addresses);
  });
  const [github] = oauthProviders() as unknown as [{ options: GitHubOptions }];
  const client = { userinfo: async () => ({ id: 7, login: "ada", name: null, email: publicEmail, avatar_url: "" }) };
  const { userinfo, profile } = github.options;
  return profile(await userinfo.request({ client, tokens: { access_token: "token" } })).email;
}

const address = (email: string, primary: boolean, verified: boolean) => ({
  email,
  primary,
  verified,
  visibility: null,
});

test("the verified primary address counts, whatever is public", async () => {
  const addresses = [address("other@example.com", false, true), address("ada@example.com", true, true)];
  expect(await emailOf("public@example.com", addresses)).toBe("ada@example.com");
  expect(await emailOf(null, addresses)).toBe("ada@example.com");
});

test("without a verified primary address there is none", async () => {
  const addresses = [address("other@example.com", false, true), address("ada@example.com", true, false)];
  expect(await emailOf("public@example.com", addresses)).toBeUndefined();
  expect(await emailOf("public@example.com", [])).toBeUndefined();
});
