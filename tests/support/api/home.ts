import { randomBytes } from "node:crypto";
import { createApiKey } from "@/lib/auth/api-key";
import { type Role, SCOPES, type Scope } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { createMember, type Person } from "../people";

/** An organisation that calls are made in. */
export interface Home {
  organizationId: number;
  /** Part of every name that the organisation and what it has bears, and of nobody else's. */
  mark: string;
  /** A key with every scope. */
  key: string;
  owner: Person;
}

/** An organisation with an owner, whose names say its mark. */
export async function createHome(): Promise<Home> {
  const mark = `mark${randomBytes(6).toString("hex")}`;
  const { id: organizationId } = await prisma.organization.create({ data: { name: `Home ${mark}` } });
  const owner = await createMember(organizationId, "owner");
  const home = { organizationId, mark, key: "", owner };
  return { ...home, key: await createKey(home, SCOPES) };
}

/** Another key of an organisation. */
export async function createKey({ organizationId, mark }: Home, scopes: readonly Scope[]): Promise<string> {
  const { key } = await createApiKey({ organizationId, name: `Key ${mark}`, scopes, createdById: null });
  return key;
}

/** Another member of an organisation. */
export function createRole({ organizationId }: Home, role: Role): Promise<Person> {
  return createMember(organizationId, role);
}
