import { describe, expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/invitations/[id]/route";
import { POST as accept } from "@/app/api/v1/invitations/accept/route";
import { GET, POST } from "@/app/api/v1/invitations/route";
import { GET as getCurrent } from "@/app/api/v1/organizations/current/route";
import { findInvitation } from "@/lib/auth/invitations";
import type { Role } from "@/lib/auth/roles";
import { signInWithPassword } from "@/lib/auth/sign-in-with-password";
import { prisma } from "@/lib/db/prisma";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, cookieOf, createMember, createPerson, type Person, pageRequest, sending } from "../../support/people";

const PATH = "/api/v1/invitations";

async function invite(by: Person, some: { email?: string; role?: Role } = {}) {
  const { status, body } = await call(POST, pageRequest(PATH, by, sending("POST", { role: "member", ...some })));
  expect(status).toBe(201);
  return { id: body.id as string, token: new URL(body.link).pathname.split("/").at(-1) ?? "", body };
}

const acceptAs = (who: Person | null, token: string, person?: object) =>
  call(accept, pageRequest(`${PATH}/accept`, who, sending("POST", { token, person })));

const someoneNew = (email: string) => ({ name: "New Person", email, password: "a fresh password" });

async function organizationWithOwner() {
  const { organizationId, key } = await createOrganization();
  return { organizationId, key, owner: await createMember(organizationId, "owner") };
}

const membersOf = (organizationId: number) =>
  prisma.membership.findMany({
    where: { organizationId, role: { not: "owner" } },
    select: { userId: true, role: true },
  });

describe("a link", () => {
  test("leads to the invitation, is valid for seven days, and its token is stored hashed", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const { id, token, body } = await invite(owner, { email: "Guest@Example.com", role: "viewer" });
    expect(body.link).toMatch(/^http:\/\/localhost:3000\/invitation\/[\w-]{43}$/);
    const days = (Date.parse(body.expiresAt) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThanOrEqual(7);
    const rows = await prisma.$queryRaw`SELECT row_to_json(invitations)::text AS row FROM invitations`;
    expect(JSON.stringify(rows)).not.toContain(token);
    const { name } = await prisma.organization.findUniqueOrThrow({ where: { id: organizationId } });
    expect(await findInvitation(token)).toEqual({
      organizationName: name,
      email: "guest@example.com",
      role: "viewer",
      state: "open",
    });
    expect(await findInvitation(`${token}x`)).toBeNull();
    expect((await call(GET, pageRequest(PATH, owner))).body.invitations).toEqual([
      {
        ...{ id, email: "guest@example.com", role: "viewer", createdBy: "Someone" },
        ...{ createdAt: expect.stringMatching(/Z$/), expiresAt: body.expiresAt },
      },
    ]);
  });

  test("makes a signed-in person a member, once", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const { token } = await invite(owner, { role: "admin" });
    const [guest, late] = [await createPerson(), await createPerson()];
    const { status, body, cookies } = await acceptAs(guest, token);
    expect({ status, body }).toEqual({ status: 200, body: { userId: guest.id, organizationId } });
    expect(await membersOf(organizationId)).toEqual([{ userId: guest.id, role: "admin" }]);
    expect(cookies.map(cookieOf)).toEqual([`outlay-organization=${organizationId}`]);
    expect(await acceptAs(late, token)).toMatchObject({
      status: 410,
      body: { error: { code: "invitation_accepted" } },
    });
    expect((await call(GET, pageRequest(PATH, owner))).body.invitations).toEqual([]);
  });

  test("makes somebody new a user with a password, signed in at once", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const { token } = await invite(owner);
    const { status, body, cookies } = await acceptAs(null, token, someoneNew("new.person@example.com"));
    expect(status).toBe(200);
    expect(await membersOf(organizationId)).toEqual([{ userId: body.userId, role: "member" }]);
    const browser = { cookie: cookies.map(cookieOf).join("; ") };
    expect((await call(getCurrent, pageRequest("/", browser))).body.id).toBe(organizationId);
    const signedIn = await signInWithPassword({ email: "New.Person@example.com", password: "a fresh password" }, null);
    expect(signedIn).toEqual({ id: body.userId });
  });

  test("lets one in of many who accept at the same time", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const { token } = await invite(owner);
    const guests = await Promise.all(Array.from({ length: 6 }, () => createPerson()));
    const statuses = (await Promise.all(guests.map((guest) => acceptAs(guest, token)))).map((one) => one.status);
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410, 410]);
    expect(await membersOf(organizationId)).toHaveLength(1);
  });

  test("is of no use once it has expired or was withdrawn", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const [expired, withdrawn] = [await invite(owner), await invite(owner)];
    await prisma.invitation.update({
      where: { organizationId_id: { organizationId, id: expired.id } },
      data: { expiresAt: new Date() },
    });
    const deletion = () => call(DELETE, pageRequest(PATH, owner, sending("DELETE")), { id: withdrawn.id });
    expect((await deletion()).status).toBe(204);
    expect((await deletion()).status).toBe(404);
    for (const [token, state] of [
      [expired.token, "expired"],
      [withdrawn.token, "revoked"],
    ] as const) {
      const guest = await createPerson();
      expect(await acceptAs(guest, token)).toMatchObject({
        status: 410,
        body: { error: { code: `invitation_${state}` } },
      });
      expect((await acceptAs(null, token, someoneNew(`${state}@example.com`))).status).toBe(410);
      expect(await findInvitation(token)).toMatchObject({ state });
    }
    expect(await membersOf(organizationId)).toEqual([]);
    expect(await prisma.user.count({ where: { email: { in: ["expired@example.com", "revoked@example.com"] } } })).toBe(
      0,
    );
  });

  test("for one address works with no other", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const invited = await createPerson();
    const { token } = await invite(owner, { email: invited.email.toUpperCase() });
    const other = await createPerson();
    expect(await acceptAs(other, token)).toMatchObject({ status: 403, body: { error: { code: "other_address" } } });
    expect((await acceptAs(null, token, someoneNew("somebody@example.com"))).status).toBe(403);
    expect((await acceptAs(invited, token)).status).toBe(200);
    expect(await membersOf(organizationId)).toEqual([{ userId: invited.id, role: "member" }]);
  });

  test("is not used up by a member, nor by an address that is taken", async () => {
    const { organizationId, owner } = await organizationWithOwner();
    const { token } = await invite(owner, { role: "viewer" });
    expect(await acceptAs(owner, token)).toMatchObject({ status: 409, body: { error: { code: "already_member" } } });
    const taken = await acceptAs(null, token, someoneNew(owner.email));
    expect(taken).toMatchObject({ status: 409, body: { error: { code: "email_taken" } } });
    expect(taken.cookies).toEqual([]);
    expect(await prisma.membership.findMany({ where: { organizationId } })).toMatchObject([{ role: "owner" }]);
    expect((await acceptAs(await createPerson(), token)).status).toBe(200);
  });

  test("needs somebody who accepts, on our own page", async () => {
    const { owner } = await organizationWithOwner();
    const { token } = await invite(owner);
    expect((await acceptAs(null, token)).status).toBe(401);
    expect((await acceptAs(null, "unknown", someoneNew("x@example.com"))).status).toBe(404);
    const headers = { "sec-fetch-site": "cross-site" };
    const foreign = pageRequest(PATH, await createPerson(), { ...sending("POST", { token }), headers });
    expect((await call(accept, foreign)).status).toBe(403);
    expect((await acceptAs(null, token, { ...someoneNew("x@example.com"), password: "short" })).status).toBe(400);
    expect(await findInvitation(token)).toMatchObject({ state: "open" });
  });
});

test("owners are invited by owners, and nobody by an API key", async () => {
  const { organizationId, key, owner } = await organizationWithOwner();
  const admin = await createMember(organizationId, "admin");
  const body = sending("POST", { role: "owner" });
  expect(await call(POST, pageRequest(PATH, admin, body))).toMatchObject({
    status: 403,
    body: { error: { code: "owners_only" } },
  });
  expect(await call(POST, apiRequest(PATH, key, body))).toMatchObject({
    status: 403,
    body: { error: { code: "people_only" } },
  });
  expect((await call(POST, pageRequest(PATH, owner, body))).status).toBe(201);
});

test("another organisation neither sees nor withdraws an invitation", async () => {
  const [ours, theirs] = [await organizationWithOwner(), await organizationWithOwner()];
  const { id, token } = await invite(ours.owner);
  expect((await call(GET, pageRequest(PATH, theirs.owner))).body.invitations).toEqual([]);
  expect((await call(DELETE, pageRequest(PATH, theirs.owner, sending("DELETE")), { id })).status).toBe(404);
  expect(await findInvitation(token)).toMatchObject({ state: "open" });
});

test("an organisation has at most 200 open invitations", async () => {
  const { organizationId, owner } = await organizationWithOwner();
  const expiresAt = new Date(Date.now() + 1e6);
  const data = Array.from({ length: 200 }, (_, n) => ({
    ...{
      organizationId,
      createdById: owner.id,
      role: "member" as const,
      tokenHash: `${organizationId}-${n}`,
      expiresAt,
    },
  }));
  await prisma.invitation.createMany({ data });
  const more = pageRequest(PATH, owner, sending("POST", { role: "member" }));
  expect(await call(POST, more)).toMatchObject({ status: 409, body: { error: { code: "too_many" } } });
});
