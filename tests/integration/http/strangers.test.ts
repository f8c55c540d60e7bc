import { beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-key";
import { ROLES, SCOPES, type Scope } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { ACCESS, SCOPES_OF_ROLES } from "../../support/api/access";
import { callsOf } from "../../support/api/all-calls";
import { ask, type Call, type Caller } from "../../support/api/ask";
import { type ReadAnswer, readDescribed } from "../../support/api/described-answer";
import { type DescribedOperation, OPERATIONS } from "../../support/api/described-operations";
import { createHome, createKey, createRole, type Home } from "../../support/api/home";
import { printOfOrganization } from "../../support/api/print-of-organization";
import { createPerson } from "../../support/people";

/** How browsers say that a request comes from another site's page. */
const FOREIGN: readonly Readonly<Record<string, string>>[] = [
  { "sec-fetch-site": "cross-site" },
  { "sec-fetch-site": "same-site" },
  { "sec-fetch-site": "cross-site", origin: "http://localhost:3000" },
];

const closed = OPERATIONS.filter(({ access }) => access !== "anybody");
const ofOrganizations = closed.filter((operation): operation is DescribedOperation & { access: Scope } =>
  (SCOPES as readonly string[]).includes(operation.access),
);

async function answerTo(operation: DescribedOperation, call: Call, as: Caller): Promise<ReadAnswer> {
  return readDescribed(operation, await ask(operation, call, as));
}

async function errorOf(operation: DescribedOperation, call: Call, as: Caller): Promise<string> {
  const { status, body } = await answerTo(operation, call, as);
  return `${status} ${body?.error?.code ?? codeOfStatus(status, body?.message ?? "")}`;
}

/** OpenTelemetry's protocol has codes of its own, fewer than ours: the message tells. */
function codeOfStatus(status: number, message: string): string | undefined {
  if (status === 401) return "unauthorized";
  return /own pages/.test(message) ? "foreign_origin" : "forbidden";
}

function expectLetThrough(operation: DescribedOperation, { status }: ReadAnswer): void {
  const { turnsDownWith } = callsOf(operation);
  if (turnsDownWith === undefined) expect(status).toBeLessThan(300);
  else expect(status).toBe(turnsDownWith);
}

test.each(Object.entries(ACCESS))("%s", (access, names) => {
  const described = OPERATIONS.filter((operation) => operation.access === access).map(({ name }) => name);
  expect(described.sort()).toEqual([...names].sort());
});

describe.each(closed)("$name is closed", (operation) => {
  let home: Home;
  let call: Call;
  beforeAll(async () => {
    home = await createHome();
    call = await callsOf(operation).succeeds(home);
  });

  test.each<[string, () => Caller | Promise<Caller>]>([
    ["to nobody known", () => null],
    ["to a key that does not exist", () => ({ key: "outlay_0123456789abcdefghijklmnopqrstuvwxyz" })],
    ["to a key that was revoked", () => revokedKey(home)],
    ["to a session that was tampered with", () => ({ cookie: `${home.owner.cookie}x` })],
    ["to somebody whose account is gone", deletedPerson],
  ])("%s", async (_, caller) => {
    const as = await caller();
    // What is a person's alone is asked where the request comes from first, and programs do not say that.
    const byProgram = operation.access === "person" && as !== null && "key" in as && operation.method !== "GET";
    const before = await printOfOrganization(home.organizationId);
    expect(await errorOf(operation, call, as)).toBe(byProgram ? "403 foreign_origin" : "401 unauthorized");
    expect(await printOfOrganization(home.organizationId)).toEqual(before);
  });

  test.each(FOREIGN)("to another site's page: %o", async (headers) => {
    const before = await printOfOrganization(home.organizationId);
    const asked = { ...call, headers: { ...call.headers, ...headers } };
    expect(await errorOf(operation, asked, home.owner)).toBe("403 foreign_origin");
    expect(await printOfOrganization(home.organizationId)).toEqual(before);
  });
});

const openAndWriting = OPERATIONS.filter(({ access, method }) => access === "anybody" && method !== "GET");

describe.each(openAndWriting)("$name is closed", (operation) => {
  test.each(FOREIGN)("to another site's page: %o", async (headers) => {
    expect(await errorOf(operation, { body: {}, headers }, null)).toBe("403 foreign_origin");
  });
});

describe.each(ofOrganizations)("$name takes the scope $access", (operation) => {
  const { peopleOnly, roles, succeeds, takesSeconds } = callsOf(operation);
  const may = roles ?? ROLES.filter((one) => SCOPES_OF_ROLES[one].includes(operation.access));
  const tried = takesSeconds ? ROLES.filter((one) => !may.includes(one) || one === may.at(-1)) : ROLES;
  let home: Home;
  beforeEach(async () => {
    home = await createHome();
  });

  test("of keys", async () => {
    const others = SCOPES.filter((scope) => scope !== operation.access);
    const call = await succeeds(home);
    const keys = await Promise.all(
      [...others.map((scope) => [scope]), others].map((scopes) => createKey(home, scopes)),
    );
    const before = await printOfOrganization(home.organizationId);
    for (const key of keys) expect(await errorOf(operation, call, { key })).toBe("403 forbidden");
    expect(await printOfOrganization(home.organizationId)).toEqual(before);
  });

  if (!peopleOnly && !roles && !takesSeconds) {
    test("and no other", async () => {
      const key = await createKey(home, [operation.access]);
      expectLetThrough(operation, await answerTo(operation, await succeeds(home), { key }));
    });
  }

  test.each(tried)("of a person who is %s", async (role) => {
    const person = await createRole(home, role);
    const call = await succeeds(home);
    const before = await printOfOrganization(home.organizationId);
    if (may.includes(role)) {
      expectLetThrough(operation, await answerTo(operation, call, person));
    } else {
      expect(await errorOf(operation, call, person)).toBe("403 forbidden");
      expect(await printOfOrganization(home.organizationId)).toEqual(before);
    }
  });

  test("of a person who was removed: no more", async () => {
    const { organizationId } = home;
    const { id, cookie } = await createRole(home, "owner");
    const call = await succeeds(home);
    await prisma.membership.delete({ where: { organizationId_userId: { organizationId, userId: id } } });
    expect(await errorOf(operation, call, { cookie })).toBe("401 unauthorized");
  });
});

describe.each(closed)("$name of another organisation", (operation) => {
  /** Answers that are the same for everybody but for own prices, or that name nothing of the organisation. */
  const IMPERSONAL = /models|receipt|profile|forecast/;

  test("shows and changes nothing", async () => {
    const home = await createHome();
    const call = await callsOf(operation).succeeds(home);
    const all = await membersOfAnother(home);
    const others = callsOf(operation).takesSeconds ? all.slice(-1) : all;
    const before = await printOfOrganization(home.organizationId);
    for (const as of others) {
      if (operation.access === "person" && "key" in as) continue;
      const { status, text } = await answerTo(operation, call, as);
      if (status >= 300) expect(status, text).toBeOneOf([403, 404]);
      // What the caller sent may come back.
      if (!JSON.stringify(call).includes(home.mark)) expect(text).not.toContain(home.mark);
      expect(await printOfOrganization(home.organizationId)).toEqual(before);
    }
  });

  if (operation.method === "GET" && !IMPERSONAL.test(operation.path)) {
    test("and shows it to its own", async () => {
      const home = await createHome();
      const call = await callsOf(operation).succeeds(home);
      expect((await answerTo(operation, call, home.owner)).text).toContain(home.mark);
    });
  }
});

/** A key and people of another organisation, one of whom was a member and one of whom says that they look at this one. */
async function membersOfAnother(home: Home): Promise<NonNullable<Caller>[]> {
  const other = await createHome();
  const former = await createRole(other, "owner");
  const looking = await createRole(other, "owner");
  const { organizationId } = home;
  await prisma.membership.create({ data: { organizationId, userId: former.id, role: "owner" } });
  await prisma.membership.delete({ where: { organizationId_userId: { organizationId, userId: former.id } } });
  const cookie = `${looking.cookie}; outlay-organization=${organizationId}`;
  return [{ key: other.key }, other.owner, former, { cookie }];
}

async function revokedKey({ organizationId, mark }: Home): Promise<Caller> {
  const { id, key } = await createApiKey({ organizationId, name: mark, scopes: SCOPES, createdById: null });
  await revokeApiKey(organizationId, id);
  return { key };
}

async function deletedPerson(): Promise<Caller> {
  const person = await createPerson();
  await prisma.user.delete({ where: { id: person.id } });
  return person;
}
