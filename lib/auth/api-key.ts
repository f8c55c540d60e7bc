import "server-only";
import { hash, randomBytes } from "node:crypto";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import { forgetApiKeys, knownApiKey, rememberApiKey, type ValidApiKey } from "./known-api-keys";
import type { Scope } from "./roles";
import { namesOfUsers } from "./user-names";

/** How many characters of a key are kept in the open, to recognise it by. */
const PREFIX_LENGTH = 12;
/** The last use of a key is written down at most this often. */
const LAST_USE_EVERY_MS = 60_000;

/** Keys the settings page lists. */
const MOST_KEYS_LISTED = 500;

/** What identifies a new API key. */
export interface NewApiKey {
  organizationId: number;
  name: string;
  scopes: readonly Scope[];
  createdById: string | null;
  /** A key chosen by the operator; otherwise a random one is made. */
  key?: string;
}

/** Creates an API key. The key itself is answered here and never again: only its hash is stored. */
export async function createApiKey(
  wanted: NewApiKey,
  within: Prisma.TransactionClient = prisma,
): Promise<{ id: string; key: string; prefix: string }> {
  const key = wanted.key ?? `outlay_${randomBytes(30).toString("base64url")}`;
  const prefix = key.slice(0, PREFIX_LENGTH);
  const { id } = await within.apiKey.create({
    data: {
      organizationId: wanted.organizationId,
      name: wanted.name,
      scopes: [...wanted.scopes],
      createdById: wanted.createdById,
      prefix,
      keyHash: hashOfKey(key),
    },
  });
  return { id, key, prefix };
}

/** Keys are long and random, so a fast hash hides them well enough. */
export function hashOfKey(key: string): string {
  return hash("sha256", key);
}

/** Finds a key that exists and is not revoked, and notes its use. */
export async function findApiKey(key: string): Promise<ValidApiKey | null> {
  const keyHash = hashOfKey(key);
  return knownApiKey(keyHash) ?? rememberApiKey(keyHash, () => readApiKey(keyHash));
}

async function readApiKey(keyHash: string): Promise<ValidApiKey | null> {
  const found = await prisma.apiKey.findUnique({
    where: { keyHash },
    include: { organization: { select: { timeZone: true } } },
  });
  if (!found || found.revokedAt) return null;
  if (!found.lastUsedAt || Date.now() - found.lastUsedAt.getTime() > LAST_USE_EVERY_MS)
    noteUse(found.organizationId, found.id);
  return {
    id: found.id,
    name: found.name,
    organizationId: found.organizationId,
    timeZone: found.organization.timeZone,
    scopes: found.scopes as Scope[],
  };
}

/** A key as the settings page shows it. */
export interface ApiKeyEntry {
  id: string;
  name: string;
  prefix: string;
  scopes: readonly Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
  /** Name or e-mail address of who made it; null when unknown. */
  createdBy: string | null;
}

/** An organisation's keys: those in use first, then the revoked ones, the newest first. */
export async function listApiKeys(organizationId: number): Promise<ApiKeyEntry[]> {
  const keys = await prisma.apiKey.findMany({
    where: { organizationId },
    orderBy: [{ revokedAt: { sort: "desc", nulls: "first" } }, { createdAt: "desc" }],
    take: MOST_KEYS_LISTED,
  });
  const names = await namesOfUsers(keys.map((key) => key.createdById));
  return keys.map(({ id, name, prefix, scopes, createdAt, lastUsedAt, revokedAt, createdById }) => ({
    ...{ id, name, prefix, scopes: scopes as Scope[], createdAt, lastUsedAt, revokedAt },
    createdBy: names.get(createdById) ?? null,
  }));
}

/** How many keys of an organisation are not revoked. */
export async function countApiKeys(organizationId: number): Promise<number> {
  return prisma.apiKey.count({ where: { organizationId, revokedAt: null } });
}

/** Revokes a key from this moment on; false when the organisation has no such key in use. */
export async function revokeApiKey(organizationId: number, id: string): Promise<boolean> {
  const data = { revokedAt: new Date() };
  const { count } = await prisma.apiKey.updateMany({ where: { organizationId, id, revokedAt: null }, data });
  forgetApiKeys(organizationId);
  return count > 0;
}

/** Nobody waits for this, and a failure costs a date only. */
function noteUse(organizationId: number, id: string): void {
  prisma.apiKey
    .update({ where: { organizationId_id: { organizationId, id } }, data: { lastUsedAt: new Date() } })
    .catch((error: Error) => console.error(`The last use of an API key could not be noted: ${error.message}`));
}
