import { expect, test } from "vitest";
import { GET, PATCH } from "@/app/api/v1/organizations/current/route";
import { POST } from "@/app/api/v1/organizations/route";
import { POST as postSwitch } from "@/app/api/v1/organizations/switch/route";
import { POST as postUsage } from "@/app/api/v1/usage/route";
import { prisma } from "@/lib/db/prisma";
import { countRollupDifferences } from "@/lib/ingest/rebuild-rollups";
import { apiRequest, createOrganization } from "../../support/factories";
import { call, cookieOf, createMember, createPerson, type Person, pageRequest, sending } from "../../support/people";

const PATH = "/api/v1/organizations";
const create = (by: Person, body: unknown) => call(POST, pageRequest(PATH, by, sending("POST", body)));
const current = async (cookie: string) => (await call(GET, pageRequest(PATH, { cookie }))).body;

test("whoever creates an organisation owns it and looks at it", async () => {
  const person = await createPerson();
  const { status, body, cookies } = await create(person, { name: " Acme ", timeZone: "Asia/Kathmandu" });
  expect({ status, body }).toEqual({ status: 201, body: { id: body.id, name: "Acme", timeZone: "Asia/Kathmandu" } });
  expect(cookies[0]).toMatch(/^outlay-organization=\d+; Path=\/; Max-Age=\d+; HttpOnly; SameSite=Lax$/);
  expect(await prisma.membership.findMany({ where: { userId: person.id } })).toMatchObject([
    { organizationId: body.id, role: "owner" },
  ]);
  expect(await current(person.cookie)).toEqual(body);
});

test("a person looks at the organisation they chose, among their own", async () => {
  const [first, second, foreign] = [await createOrganization(), await createOrganization(), await createOrganization()];
  const person = await createMember(first.organizationId, "owner");
  await prisma.membership.create({
    data: { organizationId: second.organizationId, userId: person.id, role: "viewer" },
  });
  const change = (organizationId: unknown) =>
    call(postSwitch, pageRequest(`${PATH}/switch`, person, sending("POST", { organizationId })));
  const { status, cookies } = await change(second.organizationId);
  expect(status).toBe(200);
  const browser = `${person.cookie}; ${cookieOf(cookies[0] ?? "")}`;
  expect((await current(browser)).id).toBe(second.organizationId);
  const rename = pageRequest(PATH, { cookie: browser }, sending("PATCH", { name: "Mine now" }));
  expect((await call(PATCH, rename)).status).toBe(403);
  expect(await change(foreign.organizationId)).toMatchObject({ status: 404, cookies: [] });
  expect((await change("1")).status).toBe(400);
  for (const odd of [foreign.organizationId, "%E0%A4%A", "", "NaN"])
    expect((await current(`${person.cookie}; outlay-organization=${odd}`)).id).toBe(first.organizationId);
});

test("another name or zone is one for this organisation only", async () => {
  const [ours, theirs] = [await createOrganization(), await createOrganization()];
  const before = await prisma.organization.findUniqueOrThrow({ where: { id: theirs.organizationId } });
  const admin = await createMember(ours.organizationId, "admin");
  const { body } = await call(PATCH, pageRequest(PATH, admin, sending("PATCH", { name: "Renamed" })));
  expect(body).toEqual({ id: ours.organizationId, name: "Renamed", timeZone: "UTC" });
  const zone = apiRequest(PATH, ours.key, sending("PATCH", { timeZone: "America/New_York" }));
  expect((await call(PATCH, zone)).body).toEqual({ ...body, timeZone: "America/New_York" });
  expect(await prisma.organization.findUniqueOrThrow({ where: { id: theirs.organizationId } })).toEqual(before);
});

test("another zone cuts the days of what is stored anew", async () => {
  const { organizationId, key } = await createOrganization();
  const csv = "id,timestamp,provider,model,input,output\na,2026-11-03T23:30:00Z,openai,gpt-4.1,1,1\n";
  await postUsage(apiRequest("/api/v1/usage", key, { method: "POST", body: csv }));
  const days = async () => {
    const rows = await prisma.rollup.findMany({ where: { organizationId, grain: 1 } });
    return rows.map((row) => row.slot.toISOString());
  };
  expect(await days()).toEqual(["2026-11-03T00:00:00.000Z"]);
  for (const [timeZone, day] of [
    ["Asia/Kolkata", "2026-11-03T18:30:00.000Z"],
    ["America/New_York", "2026-11-03T05:00:00.000Z"],
  ]) {
    expect((await call(PATCH, apiRequest(PATH, key, sending("PATCH", { timeZone })))).status).toBe(200);
    expect(await days()).toEqual([day]);
    expect(await countRollupDifferences(organizationId)).toBe(0);
  }
});

test("every zone a person can choose is one the database knows", async () => {
  const [row] = await prisma.$queryRaw<{ missing: string[] | null }[]>`
    SELECT array_agg(name) AS missing FROM unnest(${Intl.supportedValuesOf("timeZone")}::text[]) AS name
    WHERE name NOT IN (SELECT name FROM pg_timezone_names)`;
  expect(row?.missing).toBeNull();
});

test("one person owns at most fifty organisations", async () => {
  const person = await createPerson();
  for (let n = 0; n < 50; n++) {
    const memberships = { create: { userId: person.id, role: "owner" as const } };
    await prisma.organization.create({ data: { name: `Organisation ${n}`, memberships } });
  }
  expect((await create(person, { name: "One more", timeZone: "UTC" })).status).toBe(409);
});

test.each([{ timeZone: "Mars/Olympus" }, { timeZone: "EST" }, { name: "" }, { owner: "me" }])(
  "refuses %j",
  async (body) => {
    const { key } = await createOrganization();
    expect((await call(PATCH, apiRequest(PATH, key, sending("PATCH", body)))).status).toBe(400);
  },
);
