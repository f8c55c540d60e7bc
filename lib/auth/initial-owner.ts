import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { ApiError } from "@/lib/http/api-error";
import { type Settings, settings } from "@/lib/settings";
import { createApiKey, hashOfKey } from "./api-key";
import { hashPassword } from "./password";
import { SCOPES } from "./roles";

/** Advisory lock under which first owners are made: two starts, or two visitors, at once make one. */
const SETUP_LOCK = 7101;

/** What the first visit asks for. */
export interface NewOwner {
  email: string;
  password: string;
  name: string | null;
  organizationName: string;
  /** IANA name of the reporting time zone. */
  timeZone: string;
}

/** Whether anybody can sign in yet. */
export async function hasUsers(): Promise<boolean> {
  return (await prisma.user.findFirst({ select: { id: true } })) !== null;
}

/**
 * Creates the first user of all and their organisation.
 * @throws ApiError 409 when there is a user already.
 */
export async function createOwner(owner: NewOwner): Promise<{ userId: string; organizationId: number }> {
  if (await hasUsers()) throw alreadySetUp();
  const passwordHash = await hashPassword(owner.password);
  return prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    if (await tx.user.findFirst({ select: { id: true } })) throw alreadySetUp();
    const userId = await createUser(tx, { email: owner.email, name: owner.name, passwordHash });
    const organizationId = await createOwned(tx, userId, owner.organizationName, owner.timeZone);
    return { userId, organizationId };
  });
}

/**
 * Creates what OUTLAY_INIT_EMAIL, _PASSWORD, _ORG and _API_KEY name and does not exist: a user with that address, an
 * organisation if the user is a member of none, a key with every scope. What exists stays as it is, a changed password
 * too. Called at each start; starts at the same time do it once.
 */
export async function initialOwnerFromSettings(initial: Settings["initial"] = settings().initial): Promise<void> {
  const { email, password, organization, apiKey } = initial;
  if (!email || !password) return;
  const known = await prisma.user.findUnique({ where: { email: email.toLowerCase() }, select: { id: true } });
  const passwordHash = known ? null : await hashPassword(password);
  await prisma.$transaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${SETUP_LOCK})`;
    const user = await tx.user.findUnique({ where: { email: email.toLowerCase() }, include: { memberships: true } });
    const userId = user?.id ?? (await createUser(tx, { email: email.toLowerCase(), name: null, passwordHash }));
    const organizationId =
      user?.memberships[0]?.organizationId ?? (await createOwned(tx, userId, organization ?? "My organisation", "UTC"));
    if (!apiKey || (await tx.apiKey.findUnique({ where: { keyHash: hashOfKey(apiKey) } }))) return;
    const key = { organizationId, name: "OUTLAY_INIT_API_KEY", scopes: SCOPES, createdById: userId, key: apiKey };
    await createApiKey(key, tx);
  });
}

/** Whoever sets Outlay up is taken at their word about their address. */
async function createUser(
  tx: Prisma.TransactionClient,
  user: { email: string; name: string | null; passwordHash: string | null },
): Promise<string> {
  const { id } = await tx.user.create({ data: { ...user, emailVerified: new Date() }, select: { id: true } });
  return id;
}

async function createOwned(
  tx: Prisma.TransactionClient,
  userId: string,
  name: string,
  timeZone: string,
): Promise<number> {
  const data = { name, timeZone, memberships: { create: { userId, role: "owner" as const } } };
  const { id } = await tx.organization.create({ data, select: { id: true } });
  return id;
}

function alreadySetUp(): ApiError {
  return new ApiError(409, "already_set_up", "Outlay has an owner already. Sign in instead.");
}
