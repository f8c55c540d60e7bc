import { expect, test } from "vitest";
import { DELETE, PATCH } from "@/app/api/v1/members/[userId]/route";
import { GET } from "@/app/api/v1/members/route";
import type { Role } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, createMember, createPerson, type Person, pageRequest, sending } from "../../support/people";

const PATH = "/api/v1/members";
const change = (by: Person, userId: string, role: Role) =>
  call(PATCH, pageRequest(PATH, by, sending("PATCH", { role })), { userId });
const remove = (by: Person, userId: string) => call(DELETE, pageRequest(PATH, by, sending("DELETE")), { userId });

async function roleOf(organizationId: number, { id }: Person): Promise<Role | null> {
  const found = await prisma.membership.findFirst({ where: { organizationId, userId: id } });
  return found?.role ?? null;
}

test("members are listed with their roles, those of this organisation only", async () => {
  const { organizationId } = await createOrganization();
  const other = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  const viewer = await createMember(organizationId, "viewer");
  await createMember(other.organizationId, "owner");
  const { body } = await call(GET, pageRequest(PATH, viewer));
  expect(body.members).toEqual([
    { userId: owner.id, name: "Someone", email: owner.email, role: "owner", createdAt: expect.stringMatching(/Z$/) },
    { userId: viewer.id, name: "Someone", email: viewer.email, role: "viewer", createdAt: expect.stringMatching(/Z$/) },
  ]);
});

test("an admin changes roles up to admin, and cannot touch or make owners", async () => {
  const { organizationId, key } = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  await createMember(organizationId, "owner");
  const admin = await createMember(organizationId, "admin");
  const viewer = await createMember(organizationId, "viewer");
  expect(await change(admin, viewer.id, "admin")).toMatchObject({
    status: 200,
    body: { userId: viewer.id, role: "admin" },
  });
  for (const attempt of [
    change(admin, viewer.id, "owner"),
    change(admin, admin.id, "owner"),
    change(admin, owner.id, "viewer"),
    remove(admin, owner.id),
    call(PATCH, apiRequest(PATH, key, sending("PATCH", { role: "owner" })), { userId: viewer.id }),
    call(DELETE, apiRequest(PATH, key, sending("DELETE")), { userId: owner.id }),
  ])
    expect(await attempt).toMatchObject({ status: 403, body: { error: { code: "owners_only" } } });
  expect(await roleOf(organizationId, owner)).toBe("owner");
  expect(await roleOf(organizationId, viewer)).toBe("admin");
  expect((await change(owner, viewer.id, "owner")).status).toBe(200);
  expect(await roleOf(organizationId, viewer)).toBe("owner");
});

test("the last owner can neither be demoted nor leave", async () => {
  const { organizationId } = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  await createMember(organizationId, "admin");
  for (const attempt of [change(owner, owner.id, "admin"), remove(owner, owner.id)])
    expect(await attempt).toMatchObject({ status: 409, body: { error: { code: "last_owner" } } });
  expect((await change(owner, owner.id, "owner")).status).toBe(200);
  expect(await roleOf(organizationId, owner)).toBe("owner");
});

test("of two owners who leave at the same time, one stays", async () => {
  for (let round = 0; round < 5; round++) {
    const { organizationId } = await createOrganization();
    const [one, other] = [await createMember(organizationId, "owner"), await createMember(organizationId, "owner")];
    const answers = await Promise.all([remove(one, one.id), change(other, other.id, "viewer")]);
    expect(answers.map((answer) => answer.status).filter((status) => status === 409)).toHaveLength(1);
    expect(await prisma.membership.count({ where: { organizationId, role: "owner" } })).toBe(1);
  }
});

test("everybody may leave; only administrators remove others", async () => {
  const { organizationId } = await createOrganization();
  await createMember(organizationId, "owner");
  const viewer = await createMember(organizationId, "viewer");
  const member = await createMember(organizationId, "member");
  expect((await remove(member, viewer.id)).status).toBe(403);
  expect((await remove(viewer, viewer.id)).status).toBe(204);
  expect(await roleOf(organizationId, viewer)).toBeNull();
});

test("an administrator of one organisation cannot reach into another", async () => {
  const [ours, theirs] = [await createOrganization(), await createOrganization()];
  const owner = await createMember(ours.organizationId, "owner");
  const victim = await createMember(theirs.organizationId, "member");
  expect((await change(owner, victim.id, "viewer")).status).toBe(404);
  expect((await remove(owner, victim.id)).status).toBe(404);
  const asked = pageRequest(PATH, { cookie: `${owner.cookie}; outlay-organization=${theirs.organizationId}` });
  expect((await call(GET, asked)).body.members.map((one: { userId: string }) => one.userId)).toEqual([owner.id]);
  expect(await roleOf(theirs.organizationId, victim)).toBe("member");
});

test("who is demoted or removed leaves no open invitation behind", async () => {
  const { organizationId } = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  const open = () => prisma.invitation.count({ where: { organizationId, revokedAt: null } });
  const invite = (createdById: string) =>
    prisma.invitation.create({
      data: {
        organizationId,
        createdById,
        role: "admin",
        tokenHash: createdById,
        expiresAt: new Date(Date.now() + 1e6),
      },
    });
  for (const end of [(id: string) => remove(owner, id), (id: string) => change(owner, id, "member")]) {
    const admin = await createMember(organizationId, "admin");
    await invite(admin.id);
    expect(await open()).toBe(1);
    await end(admin.id);
    expect(await open()).toBe(0);
  }
});

test("a wrong role or id is answered as such", async () => {
  const { organizationId } = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  const stranger = await createPerson();
  const wrong = pageRequest(PATH, owner, sending("PATCH", { role: "king" }));
  expect((await call(PATCH, wrong, { userId: owner.id })).status).toBe(400);
  expect((await remove(owner, "me")).status).toBe(404);
  expect((await remove(owner, stranger.id)).status).toBe(404);
});
