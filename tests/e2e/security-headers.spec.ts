import { type APIResponse, expect, test } from "@playwright/test";

const HEADERS: Readonly<Record<string, RegExp>> = {
  "content-security-policy":
    /^default-src 'self'; script-src 'self' 'unsafe-inline'; .*object-src 'none'; .*frame-ancestors 'none'$/,
  "x-content-type-options": /^nosniff$/,
  "x-frame-options": /^DENY$/,
  "referrer-policy": /^same-origin$/,
  "permissions-policy": /camera=\(\)/,
  "cross-origin-opener-policy": /^same-origin$/,
};

function expectSafeHeaders(answer: APIResponse): void {
  const headers = answer.headers();
  for (const [name, expected] of Object.entries(HEADERS)) expect(headers[name], name).toMatch(expected);
  expect(headers["x-powered-by"]).toBeUndefined();
}

for (const [what, path, status] of [
  ["a page", "/sign-in", 200],
  ["a page that is not there", "/nothing/here", 404],
  ["a redirection", "/", 307],
  ["an answer of the API", "/api/health", 200],
  ["an error of the API", "/api/v1/batches", 401],
] as const) {
  test(`${what} comes with safe headers`, async ({ request }) => {
    const answer = await request.get(path, { maxRedirects: 0 });
    expect(answer.status()).toBe(status);
    expectSafeHeaders(answer);
  });
}

test("a script comes with safe headers", async ({ request }) => {
  const page = await (await request.get("/sign-in")).text();
  const script = /src="(\/_next\/static\/[^"]+\.js[^"]*)"/.exec(page)?.[1] ?? "";
  const answer = await request.get(script);
  expect(answer.headers()["content-type"]).toContain("javascript");
  expectSafeHeaders(answer);
});
