import { expect, test } from "vitest";
import { DELETE } from "@/app/api/v1/api-keys/[id]/route";
import { GET, POST } from "@/app/api/v1/api-keys/route";
import { GET as getMembers } from "@/app/api/v1/members/route";
import { prisma } from "@/lib/db/prisma";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, createMember, pageRequest, sending } from "../../support/people";

const PATH = "/api/v1/api-keys";

test("a key is shown once, stored hashed, recognised by its prefix, and opens nothing once revoked", async () => {
  const { organizationId } = await createOrganization();
  const owner = await createMember(organizationId, "owner");
  const created = await call(
    POST,
    pageRequest(PATH, owner, sending("POST", { name: " CI ", scopes: ["read", "ingest", "read"] })),
  );
  expect(created).toMatchObject({ status: 201, body: { name: "CI", scopes: ["ingest", "read"] } });
  const { id, key, prefix } = created.body;
  expect(key).toMatch(/^outlay_[\w-]{40}$/);
  expect(key.startsWith(prefix)).toBe(true);
  const listed = async () =>
    (await call(GET, pageRequest(PATH, owner))).body.apiKeys.filter((one: { id: string }) => one.id === id);
  expect(await listed()).toEqual([
    {
      ...{ id, name: "CI", prefix, scopes: ["ingest", "read"], createdBy: "Someone" },
      ...{ createdAt: expect.stringMatching(/Z$/), lastUsedAt: null, revokedAt: null },
    },
  ]);
  const rows = await prisma.$queryRaw`SELECT row_to_json(api_keys)::text AS row FROM api_keys`;
  expect(JSON.stringify(rows)).not.toContain(key);
  expect((await call(getMembers, apiRequest("/", key))).status).toBe(200);
  await expect.poll(async () => (await listed())[0].lastUsedAt).toMatch(/Z$/);
  expect((await call(DELETE, pageRequest(PATH, owner, sending("DELETE")), { id })).status).toBe(204);
  expect((await call(getMembers, apiRequest("/", key))).status).toBe(401);
  expect((await call(DELETE, pageRequest(PATH, owner, sending("DELETE")), { id })).status).toBe(404);
  expect((await listed())[0].revokedAt).toMatch(/Z$/);
});

test("a key does what its scopes say and no more", async () => {
  const { key } = await createOrganization("UTC", ["ingest"]);
  expect(await call(getMembers, apiRequest("/", key))).toMatchObject({
    status: 403,
    body: { error: { code: "forbidden", message: 'This API key does not include the scope "read".' } },
  });
  expect((await call(POST, apiRequest(PATH, key, sending("POST", { name: "more", scopes: ["admin"] })))).status).toBe(
    403,
  );
});

test("another organisation neither sees nor revokes a key", async () => {
  const ours = await createOrganization();
  const theirs = await createOrganization();
  const { body } = await call(POST, apiRequest(PATH, ours.key, sending("POST", { name: "ours", scopes: ["read"] })));
  const seen = (await call(GET, apiRequest(PATH, theirs.key))).body.apiKeys;
  expect(seen.map((one: { name: string }) => one.name)).toEqual(["test"]);
  expect((await call(DELETE, apiRequest(PATH, theirs.key, sending("DELETE")), { id: body.id })).status).toBe(404);
  expect((await call(getMembers, apiRequest("/", body.key))).status).toBe(200);
});

test.each([
  [{ name: "", scopes: ["read"] }, "name"],
  [{ name: "x", scopes: [] }, "scopes"],
  [{ name: "x", scopes: ["everything"] }, "scopes.0"],
  [{ name: "x", scopes: ["read"], key: "mine" }, ""],
])("refuses %j", async (body, path) => {
  const { key } = await createOrganization();
  const answer = await call(POST, apiRequest(PATH, key, sending("POST", body)));
  expect(answer.status).toBe(400);
  expect(answer.body.error.details[0].path).toBe(path);
});

test("an organisation has at most 200 keys in use", async () => {
  const { organizationId, key } = await createOrganization();
  const data = Array.from({ length: 199 }, (_, n) => ({
    ...{ organizationId, name: `key ${n}`, prefix: "outlay_", scopes: ["read"], keyHash: `${organizationId}-${n}` },
  }));
  await prisma.apiKey.createMany({ data });
  const add = () => call(POST, apiRequest(PATH, key, sending("POST", { name: "one more", scopes: ["read"] })));
  expect((await add()).status).toBe(409);
  await prisma.apiKey.updateMany({ where: { organizationId, name: "key 1" }, data: { revokedAt: new Date() } });
  expect((await add()).status).toBe(201);
});
