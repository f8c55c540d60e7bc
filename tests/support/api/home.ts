import { randomBytes } from "node:crypto";
import { createApiKey } from "@/lib/auth/api-key";
import { type Role, SCOPES, type Scope } from "@/lib/auth/roles";
import { prisma } from "@/lib/db/prisma";
import { createPerson, type Person } from "../people";

/** An organisation that calls are made in. */
export interface Home {
  organizationId: number;
  /** Part of the names that the organisation, its people and what it has bear, and of nobody else's. */
  mark: string;
  /** A key with every scope. */
  key: string;
  owner: Person;
}

/** An organisation with an owner and a key. */
export async function createHome(): Promise<Home> {
  const mark = `mark${randomBytes(6).toString("hex")}`;
  const { id: organizationId } = await prisma.organization.create({ data: { name: `Home ${mark}` } });
  const home = { organizationId, mark };
  return { ...home, key: await createKey(home, SCOPES), owner: await createRole(home, "owner") };
}

/** Another key of an organisation. */
export async function createKey(
  { organizationId, mark }: Pick<Home, "organizationId" | "mark">,
  scopes: readonly Scope[],
): Promise<string> {
  const { key } = await createApiKey({ organizationId, name: `Key ${mark}`, scopes, createdById: null });
  return key;
}

/** Another member of an organisation. */
export async function createRole(
  { organizationId, mark }: Pick<Home, "organizationId" | "mark">,
  role: Role,
): Promise<Person> {
  const person = await createPerson({ email: `${randomBytes(6).toString("hex")}@${mark}.example` });
  await prisma.membership.create({ data: { organizationId, userId: person.id, role } });
  return person;
}
