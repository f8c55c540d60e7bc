import { beforeEach, describe, expect, test } from "vitest";
import { GET as getProfile } from "@/app/api/v1/profile/route";
import { POST } from "@/app/api/v1/setup/route";
import { findApiKey, revokeApiKey } from "@/lib/auth/api-key";
import { initialOwnerFromSettings } from "@/lib/auth/initial-owner";
import { forgetApiKeys } from "@/lib/auth/known-api-keys";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { prisma } from "@/lib/db/prisma";
import { call, cookieOf, pageRequest, sending } from "../../support/people";

const OWNER = {
  email: " Ada@Example.com ",
  password: "correct horse battery",
  name: "Ada",
  organizationName: "Analytical Engines",
  timeZone: "Europe/London",
};

beforeEach(async () => {
  // Outlay does not delete organisations: what it remembers of them has to be forgotten by hand.
  for (const { id } of await prisma.organization.findMany()) forgetApiKeys(id);
  await prisma.organization.deleteMany();
  await prisma.user.deleteMany();
});

const setUp = (body: unknown, headers?: HeadersInit) =>
  call(POST, pageRequest("/api/v1/setup", null, { ...sending("POST", body), headers }));

describe("the first visit", () => {
  test("creates the owner with an organisation and signs them in", async () => {
    const { status, body, cookies } = await setUp(OWNER);
    expect(status).toBe(201);
    expect(await prisma.membership.findMany({ include: { user: true, organization: true } })).toMatchObject([
      {
        role: "owner",
        organizationId: body.organizationId,
        user: { id: body.userId, email: "ada@example.com", passwordHash: expect.stringMatching(/^\$argon2id\$/) },
        organization: { name: "Analytical Engines", timeZone: "Europe/London" },
      },
    ]);
    const cookie = cookies.map(cookieOf).join("; ");
    expect((await call(getProfile, pageRequest("/", { cookie }))).body).toMatchObject({ email: "ada@example.com" });
    for (const one of cookies) expect(one).toMatch(/; HttpOnly; SameSite=Lax$/);
  });

  test("happens once, however many come at the same time", async () => {
    const others = [1, 2, 3, 4].map((n) => setUp({ ...OWNER, email: `visitor${n}@example.com` }));
    const statuses = (await Promise.all(others)).map((answer) => answer.status).sort();
    expect(statuses).toEqual([201, 409, 409, 409]);
    expect(await prisma.user.count()).toBe(1);
    expect(await prisma.organization.count()).toBe(1);
    expect((await setUp(OWNER)).body.error.code).toBe("already_set_up");
  });

  test("is refused to other sites' pages", async () => {
    expect((await setUp(OWNER, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect((await setUp(OWNER, { "sec-fetch-site": "same-site" })).status).toBe(403);
    expect(await prisma.user.count()).toBe(0);
  });

  test.each([
    ["email", { email: "ada" }],
    ["password", { password: "short" }],
    ["password", { password: "x".repeat(257) }],
    ["organizationName", { organizationName: " " }],
    ["timeZone", { timeZone: "Europe/Atlantis" }],
    ["timeZone", { timeZone: "+05:30" }],
    ["timeZone", { timeZone: "CET" }],
  ])("names a wrong %s", async (path, wrong) => {
    const { status, body } = await setUp({ ...OWNER, ...wrong });
    expect(status).toBe(400);
    expect(body.error.details.map((detail: { path: string }) => detail.path)).toEqual([path]);
  });
});

describe("settings of the first start", () => {
  const KEY = "init_0123456789abcdefghijklmnopqrstuvwxyz";
  const INITIAL = {
    email: "Root@example.com",
    password: "a passphrase of the operator",
    organization: "Ours",
    apiKey: KEY,
  };
  const start = (some: { apiKey?: null } = {}) => initialOwnerFromSettings({ ...INITIAL, ...some });
  const everything = async () => ({
    users: await prisma.user.findMany(),
    organizations: await prisma.organization.findMany(),
    memberships: await prisma.membership.findMany(),
    keys: await prisma.apiKey.findMany(),
  });

  test("create owner, organisation and key once, by starts at the same time too", async () => {
    await Promise.all([start(), start(), start()]);
    const first = await everything();
    expect(first).toMatchObject({
      users: [{ email: "root@example.com" }],
      organizations: [{ name: "Ours" }],
      memberships: [{ role: "owner" }],
      keys: [{ scopes: ["ingest", "read", "admin"] }],
    });
    expect(await findApiKey(KEY)).toMatchObject({ organizationId: first.organizations[0]?.id });
    expect(await signInWithPassword(INITIAL, null)).not.toBeNull();
  });

  test("leave alone what people changed since", async () => {
    await start();
    await prisma.organization.updateMany({ data: { name: "Renamed" } });
    await prisma.user.updateMany({ data: { passwordHash: "changed" } });
    const { id, organizationId } = await prisma.apiKey.findFirstOrThrow();
    await revokeApiKey(organizationId, id);
    const changed = await everything();
    await start();
    expect(await everything()).toEqual(changed);
    expect(await findApiKey(KEY)).toBeNull();
  });

  test("do nothing without an owner's address", async () => {
    await initialOwnerFromSettings({ email: null, password: null, organization: null, apiKey: null });
    expect(await prisma.user.count()).toBe(0);
  });

  test("add a key that was set later", async () => {
    await start({ apiKey: null });
    expect(await prisma.apiKey.count()).toBe(0);
    await start();
    expect(await prisma.apiKey.count()).toBe(1);
  });
});
