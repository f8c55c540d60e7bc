import { randomBytes } from "node:crypto";
import { createApiKey } from "@/lib/auth/api-key";
import type { Scope } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";

/** An organisation with an API key of the given scopes. */
export async function createOrganization(timeZone = "UTC", scopes: Scope[] = ["ingest", "read", "admin"]) {
  const organization = await prisma.organization.create({
    data: { name: `Organisation ${randomBytes(3).toString("hex")}`, timeZone },
  });
  const { key } = await createApiKey({ organizationId: organization.id, name: "test", scopes, createdById: null });
  return { organizationId: organization.id, key };
}

/** A request to the API with a key. */
export function apiRequest(path: string, key: string | null, init: RequestInit = {}): Request {
  const headers = new Headers(init.headers);
  if (key) headers.set("authorization", `Bearer ${key}`);
  return new Request(`http://localhost:3000${path}`, { ...init, headers, duplex: "half" } as RequestInit);
}
