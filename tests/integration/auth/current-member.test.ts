import { expect, test, vi } from "vitest";
import { optionalMember, optionalUser, requireMember, requireUser } from "@/lib/auth/current-member";
import { prisma } from "@/lib/db/prisma";
import { createOrganization } from "../../support/factories";
import { createMember, createPerson } from "../../support/people";

const browser = vi.hoisted(() => ({ cookie: "" }));
// Stands for the request a page is rendered for.
vi.mock("next/headers", () => ({ headers: async () => new Headers({ cookie: browser.cookie }) }));

const sentTo = (path: string) => ({ digest: expect.stringContaining(`;${path};`) });

test("before there is anybody, strangers are sent to create the owner", async () => {
  browser.cookie = "";
  expect(await prisma.user.count()).toBe(0);
  await expect(requireMember()).rejects.toMatchObject(sentTo("/welcome"));
});

test("strangers are sent to sign in, users without an organisation to create one", async () => {
  const person = await createPerson();
  browser.cookie = "";
  await expect(requireMember()).rejects.toMatchObject(sentTo("/sign-in"));
  await expect(requireUser()).rejects.toMatchObject(sentTo("/sign-in"));
  expect(await optionalUser()).toBeNull();
  browser.cookie = person.cookie;
  await expect(requireMember()).rejects.toMatchObject(sentTo("/organizations/new"));
  expect(await requireUser()).toEqual({ id: person.id, email: person.email, name: "Someone" });
  expect(await optionalMember()).toBeNull();
});

test("members get who and where they are", async () => {
  const [first, second] = [await createOrganization("Europe/Berlin"), await createOrganization()];
  const person = await createMember(first.organizationId, "member");
  await prisma.membership.create({ data: { organizationId: second.organizationId, userId: person.id, role: "owner" } });
  browser.cookie = person.cookie;
  expect(await requireMember()).toMatchObject({
    user: { id: person.id },
    organization: { id: first.organizationId, timeZone: "Europe/Berlin" },
    role: "member",
    organizations: [{ id: first.organizationId }, { id: second.organizationId }],
  });
  browser.cookie += `; outlay-organization=${second.organizationId}`;
  expect(await requireMember()).toMatchObject({ organization: { id: second.organizationId }, role: "owner" });
});
