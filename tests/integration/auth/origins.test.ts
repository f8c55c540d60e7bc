import { describe, expect, test } from "vitest";
import { GET as getProfile, PATCH as patchProfile } from "@/app/api/v1/profile/route";
import { createOrganization } from "../../support/factories";
import { call, createMember } from "../../support/people";

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
