import "server-only";
import { prisma } from "@/lib/db/prisma";

/** Organisations one person can own. */
const MOST_OWNED = 50;

/** An organisation. */
export interface Organization {
  id: number;
  name: string;
  /** IANA name of the reporting time zone. */
  timeZone: string;
}

const FIELDS = { id: true, name: true, timeZone: true };

/** An organisation that exists. */
export async function getOrganization(id: number): Promise<Organization> {
  return prisma.organization.findUniqueOrThrow({ where: { id }, select: FIELDS });
}

/** Creates an organisation with its first owner; null when that person owns as many as they can. */
export async function createOrganization(
  userId: string,
  organization: { name: string; timeZone: string },
): Promise<Organization | null> {
  if ((await prisma.membership.count({ where: { userId, role: "owner" } })) >= MOST_OWNED) return null;
  return prisma.organization.create({
    data: { ...organization, memberships: { create: { userId, role: "owner" } } },
    select: FIELDS,
  });
}

/** Gives an organisation another name. */
export async function renameOrganization(id: number, name: string): Promise<void> {
  await prisma.organization.update({ where: { id }, data: { name } });
}

/** Whether a person is a member of an organisation. */
export async function isMember(organizationId: number, userId: string): Promise<boolean> {
  return (await prisma.membership.count({ where: { organizationId, userId } })) > 0;
}
