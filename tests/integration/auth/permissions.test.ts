import { describe, expect, test } from "vitest";
import { DELETE as deleteKey } from "@/app/api/v1/api-keys/[id]/route";
import { GET as getKeys, POST as postKey } from "@/app/api/v1/api-keys/route";
import { DELETE as deleteInvitation } from "@/app/api/v1/invitations/[id]/route";
import { GET as getInvitations, POST as postInvitation } from "@/app/api/v1/invitations/route";
import { DELETE as deleteMember, PATCH as patchMember } from "@/app/api/v1/members/[userId]/route";
import { GET as getMembers } from "@/app/api/v1/members/route";
import { GET as getOrganization, PATCH as patchOrganization } from "@/app/api/v1/organizations/current/route";
import { POST as postOrganization } from "@/app/api/v1/organizations/route";
import { POST as postSwitch } from "@/app/api/v1/organizations/switch/route";
import { POST as postPassword } from "@/app/api/v1/profile/password/route";
import { GET as getProfile, PATCH as patchProfile } from "@/app/api/v1/profile/route";
import { ROLES, type Role } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { createOrganization } from "../../support/factories";
import { call, createMember, pageRequest, sending } from "../../support/people";

const NOBODY = "0190a000-0000-7000-8000-000000000000";
const ADMINISTRATORS: readonly Role[] = ["owner", "admin"];

/** What every role may ask of the organisation, with the answer to those who may. */
const ORGANIZATION_ROUTES = [
  { name: "list keys", route: getKeys, init: {}, may: ADMINISTRATORS, status: 200 },
  {
    name: "create a key",
    route: postKey,
    init: sending("POST", { name: "x", scopes: ["read"] }),
    may: ADMINISTRATORS,
    status: 201,
  },
  { name: "revoke a key", route: deleteKey, init: sending("DELETE"), may: ADMINISTRATORS, status: 404 },
  { name: "list members", route: getMembers, init: {}, may: ROLES, status: 200 },
  {
    name: "change a role",
    route: patchMember,
    init: sending("PATCH", { role: "viewer" }),
    may: ADMINISTRATORS,
    status: 404,
  },
  { name: "remove a member", route: deleteMember, init: sending("DELETE"), may: ADMINISTRATORS, status: 404 },
  { name: "list invitations", route: getInvitations, init: {}, may: ADMINISTRATORS, status: 200 },
  {
    name: "invite",
    route: postInvitation,
    init: sending("POST", { role: "member" }),
    may: ADMINISTRATORS,
    status: 201,
  },
  {
    name: "withdraw an invitation",
    route: deleteInvitation,
    init: sending("DELETE"),
    may: ADMINISTRATORS,
    status: 404,
  },
  { name: "see the organisation", route: getOrganization, init: {}, may: ROLES, status: 200 },
  {
    name: "change the organisation",
    route: patchOrganization,
    init: sending("PATCH", { name: "x" }),
    may: ADMINISTRATORS,
    status: 200,
  },
];

/** What a person may ask for themselves. */
const PERSONAL_ROUTES = [
  {
    name: "create an organisation",
    route: postOrganization,
    init: sending("POST", { name: "x", timeZone: "UTC" }),
    status: 201,
  },
  { name: "switch", route: postSwitch, init: sending("POST", { organizationId: 2_000_000_000 }), status: 404 },
  { name: "see their profile", route: getProfile, init: {}, status: 200 },
  { name: "change their name", route: patchProfile, init: sending("PATCH", { name: "x" }), status: 200 },
  {
    name: "change their password",
    route: postPassword,
    init: sending("POST", { current: null, new: "a new password" }),
    status: 200,
  },
];

const PARAMS = { id: NOBODY, userId: NOBODY };

describe.each(ORGANIZATION_ROUTES)("$name", ({ route, init, may, status }) => {
  test.each(ROLES)("as %s", async (role) => {
    const { organizationId } = await createOrganization();
    const person = await createMember(organizationId, role);
    const answer = await call(route, pageRequest("/", person, init), PARAMS);
    expect(answer.status).toBe(may.includes(role) ? status : 403);
  });
});

describe.each([...ORGANIZATION_ROUTES, ...PERSONAL_ROUTES])("$name", ({ route, init, status }) => {
  test("as a stranger", async () => {
    expect(await call(route, pageRequest("/", null, init), PARAMS)).toMatchObject({
      status: 401,
      body: { error: { code: "unauthorized" } },
    });
  });

  test("with a session that was tampered with", async () => {
    const { organizationId } = await createOrganization();
    const { cookie } = await createMember(organizationId, "owner");
    expect((await call(route, pageRequest("/", { cookie: `${cookie}x` }, init), PARAMS)).status).toBe(401);
  });

  test("from another site's page", async () => {
    const { organizationId } = await createOrganization();
    const owner = await createMember(organizationId, "owner");
    for (const headers of [{ "sec-fetch-site": "cross-site" }, { "sec-fetch-site": "same-site" }])
      expect((await call(route, pageRequest("/", owner, { ...init, headers }), PARAMS)).status).toBe(403);
    const old = pageRequest("/", owner, { ...init, headers: { origin: "https://elsewhere.example" } });
    old.headers.delete("sec-fetch-site");
    expect((await call(route, old, PARAMS)).status).toBe(403);
    const own = pageRequest("/", owner, { ...init, headers: { origin: "http://localhost:3000" } });
    own.headers.delete("sec-fetch-site");
    expect((await call(route, own, PARAMS)).status).toBe(status);
  });
});

test("a member who was removed is a stranger at once", async () => {
  const { organizationId } = await createOrganization();
  const person = await createMember(organizationId, "admin");
  await prisma.membership.deleteMany({ where: { userId: person.id } });
  expect((await call(getKeys, pageRequest("/", person))).status).toBe(401);
});

describe("a browser that says its origin only", () => {
  const PUBLIC = "http://localhost:3000";
  const INTERNAL = "http://10.0.0.5:8080/api/v1/profile";
  test.each<{ origin: string; headers: Record<string, string>; url: string; status: number }>([
    { origin: PUBLIC, headers: {}, url: `${PUBLIC}/api/v1/profile`, status: 200 },
    { origin: PUBLIC, headers: { host: "10.0.0.5:8080" }, url: INTERNAL, status: 200 },
    { origin: "https://lan.example", headers: { host: "lan.example" }, url: INTERNAL, status: 200 },
    { origin: "https://lan.example", headers: { "x-forwarded-host": "lan.example" }, url: INTERNAL, status: 200 },
    { origin: "https://elsewhere.example", headers: { host: "localhost:3000" }, url: INTERNAL, status: 403 },
    { origin: "http://localhost:3001", headers: { host: "localhost:3000" }, url: INTERNAL, status: 403 },
    { origin: "null", headers: {}, url: INTERNAL, status: 403 },
  ])("$origin to $headers: $status", async ({ origin, headers, url, status }) => {
    const { organizationId } = await createOrganization();
    const { cookie } = await createMember(organizationId, "viewer");
    const body = JSON.stringify({ name: "x" });
    const request = new Request(url, {
      method: "PATCH",
      body,
      headers: { ...headers, cookie, origin },
    });
    expect((await call(patchProfile, request)).status).toBe(status);
  });

  test("nothing of where it comes from changes nothing", async () => {
    const { organizationId } = await createOrganization();
    const { cookie } = await createMember(organizationId, "viewer");
    const body = JSON.stringify({ name: "x" });
    expect((await call(patchProfile, new Request(PUBLIC, { method: "PATCH", body, headers: { cookie } }))).status).toBe(
      403,
    );
    expect((await call(getProfile, new Request(PUBLIC, { headers: { cookie } }))).status).toBe(200);
  });
});
