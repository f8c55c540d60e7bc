import { beforeEach, describe, expect, test } from "vitest";
import { DELETE, PATCH } from "@/app/api/v1/views/[id]/route";
import { GET, POST } from "@/app/api/v1/views/route";
import { removeMember } from "@/lib/auth/members";
import { prisma } from "@/lib/db/prisma";
import { viewHref, viewQuery } from "@/lib/spend/saved-view";
import { createHome, createRole, type Home } from "../../support/api/home";
import { apiRequest } from "../../support/factories";
import type { Person } from "../../support/people";

let home: Home;
beforeEach(async () => {
  home = await createHome();
});

function request(path: string, { cookie }: Person, method = "GET", body?: unknown): Request {
  const headers = { cookie, "sec-fetch-site": "same-origin" };
  const init = body === undefined ? {} : { body: JSON.stringify(body) };
  return apiRequest(path, "", { method, headers, ...init });
}

async function save(as: Person, view: object) {
  const body = { name: "Checkout", page: "overview", query: "range=month", ...view };
  const response = await POST(request("/api/v1/views", as, "POST", body));
  return { status: response.status, view: await response.json() };
}

async function seenBy(as: Person): Promise<{ id: string; name: string; canChange: boolean; mine: boolean }[]> {
  return (await (await GET(request("/api/v1/views", as))).json()).views;
}

async function change(as: Person, id: string, changes: object) {
  const params = Promise.resolve({ id });
  const response = await PATCH(request(`/api/v1/views/${id}`, as, "PATCH", changes), { params });
  return { status: response.status, view: await response.json() };
}

async function remove(as: Person, id: string): Promise<number> {
  const params = Promise.resolve({ id });
  return (await DELETE(request(`/api/v1/views/${id}`, as, "DELETE"), { params })).status;
}

describe("a saved view", () => {
  test("of one's own is seen and changed by nobody else, not by administrators either", async () => {
    const [member, other] = [await createRole(home, "member"), await createRole(home, "viewer")];
    const { view } = await save(member, { name: "Mine" });
    expect((await seenBy(member)).map(({ id, canChange }) => [id, canChange])).toEqual([[view.id, true]]);
    for (const one of [home.owner, other]) {
      expect(await seenBy(one)).toEqual([]);
      expect((await change(one, view.id, { name: "theirs" })).status).toBe(404);
      expect(await remove(one, view.id)).toBe(404);
    }
    expect((await change(member, view.id, { name: "Still mine" })).view).toMatchObject({ name: "Still mine" });
  });

  test("that is shared is seen by all, and changed by who made it and administrators", async () => {
    const [member, other] = [await createRole(home, "member"), await createRole(home, "member")];
    const { view } = await save(member, { shared: true });
    expect(await seenBy(other)).toMatchObject([{ id: view.id, mine: false, canChange: false }]);
    expect((await change(other, view.id, { name: "x" })).status).toBe(403);
    expect(await remove(other, view.id)).toBe(403);
    expect((await change(home.owner, view.id, { query: "range=7d" })).view.path).toBe("/overview?range=7d");
    // Kept to oneself again, it is gone for the others.
    expect((await change(member, view.id, { shared: false })).status).toBe(200);
    expect(await seenBy(home.owner)).toEqual([]);
    expect(await remove(member, view.id)).toBe(204);
    expect(await remove(member, view.id)).toBe(404);
  });

  test("is saved by viewers for themselves, not for others", async () => {
    const viewer = await createRole(home, "viewer");
    expect((await save(viewer, { shared: true })).status).toBe(403);
    const { status, view } = await save(viewer, {});
    expect(status).toBe(201);
    expect((await change(viewer, view.id, { shared: true })).status).toBe(403);
  });

  test("leads nowhere else than to the page with what was asked", async () => {
    const query = "?cursor=abc&tz=Asia%2FKathmandu&range=&filter.user=&filter.project=b&filter.project=a";
    const { view } = await save(home.owner, { page: "records", query });
    expect(view.path).toBe("/explore/records?filter.project=b&filter.project=a&filter.user=&tz=Asia%2FKathmandu");
  });

  test.each([
    ["filter.colour=red", "filter.colour"],
    ["range=forever", "range"],
    ["from=yesterday", "from"],
    ["tz=Mars/Olympus", "tz"],
  ])("is not saved of what no page shows: %s", async (query, path) => {
    const { status, view } = await save(home.owner, { query });
    expect([status, view.error.details[0].path]).toEqual([400, path]);
  });

  test("of one's own goes when its maker leaves; what they shared stays", async () => {
    const member = await createRole(home, "member");
    await save(member, { name: "own" });
    await save(member, { name: "shared", shared: true });
    await removeMember(home.organizationId, member.id, { userId: member.id, role: "member" });
    const left = await prisma.savedView.findMany({ where: { organizationId: home.organizationId } });
    expect(left.map(({ name }) => name)).toEqual(["shared"]);
  });

  test("is of one organisation, also for a person of two", async () => {
    const elsewhere = await createHome();
    const person = await createRole(home, "owner");
    const { organizationId } = elsewhere;
    await prisma.membership.create({ data: { organizationId, userId: person.id, role: "owner" } });
    const { view } = await save(person, { shared: true });
    const there = { ...person, cookie: `${person.cookie}; outlay-organization=${organizationId}` };
    expect(await seenBy(there)).toEqual([]);
    expect((await change(there, view.id, { name: "x" })).status).toBe(404);
    expect(await remove(there, view.id)).toBe(404);
  });
});

test("queries that ask the same are saved the same", () => {
  expect(viewQuery("b=1&a=2&cursor=x&c=")).toBe("a=2&b=1");
  expect(viewQuery("?a=2&b=1")).toBe("a=2&b=1");
  expect(viewHref({ page: "changes", query: "" })).toBe("/changes");
});
