import "server-only";
import type { Principal } from "@/lib/auth/authorize";
import { namesOfUsers } from "@/lib/auth/user-names";
import { prisma } from "@/lib/db/prisma";

/** A person or an API key, as rows refer to them. */
export interface Author {
  userId: string | null;
  apiKeyId: string | null;
}

/** When something was stated by whom, and when it was withdrawn; the names as they are now. */
export interface Statement {
  createdAt: Date;
  /** Null where nobody knows. */
  createdBy: string | null;
  /** Null while it counts. */
  withdrawnAt: Date | null;
  withdrawnBy: string | null;
  /** The statement that took its place. */
  replacedBy: string | null;
}

/** Columns that say when a row was stated and withdrawn. */
export interface StatementRow {
  createdAt: Date;
  createdById: string | null;
  createdByKeyId: string | null;
  withdrawnAt: Date | null;
  withdrawnById: string | null;
  withdrawnByKeyId: string | null;
  replacedById: string | null;
}

/** Most statements a list gives: those that count are fewer, the history can be longer. */
export const MOST_LISTED = 2000;

/** Who calls the API, as rows refer to them. */
export function authorOf(actor: Principal["actor"]): Author {
  return actor.kind === "person" ? { userId: actor.userId, apiKeyId: null } : { userId: null, apiKeyId: actor.id };
}

/** Columns of an author under a verb: `createdById`, `createdByKeyId`. */
export function createdBy({ userId, apiKeyId }: Author) {
  return { createdById: userId, createdByKeyId: apiKeyId };
}

/** Columns of who changed something last. */
export function changedBy({ userId, apiKeyId }: Author) {
  return { changedById: userId, changedByKeyId: apiKeyId };
}

/** Columns that withdraw a statement. */
export function withdrawnBy({ userId, apiKeyId }: Author) {
  return { withdrawnAt: new Date(), withdrawnById: userId, withdrawnByKeyId: apiKeyId };
}

/** Names authors by user and API key. */
export async function namesOfAuthors(
  organizationId: number,
  authors: readonly Author[],
): Promise<(author: Author) => string | null> {
  const keyIds = [...new Set(authors.map(({ apiKeyId }) => apiKeyId))].filter((id) => id !== null);
  const [users, keys] = await Promise.all([
    namesOfUsers(authors.map(({ userId }) => userId)),
    prisma.apiKey.findMany({ where: { organizationId, id: { in: keyIds } }, select: { id: true, name: true } }),
  ]);
  const keyNames = new Map(keys.map(({ id, name }) => [id, `API key ${name}`]));
  return ({ userId, apiKeyId }) => users.get(userId) ?? (apiKeyId && keyNames.get(apiKeyId)) ?? null;
}

/** What rows say of when and by whom they were stated, in their order. */
export async function statementsOf(organizationId: number, rows: readonly StatementRow[]): Promise<Statement[]> {
  const created = (row: StatementRow) => ({ userId: row.createdById, apiKeyId: row.createdByKeyId });
  const withdrawn = (row: StatementRow) => ({ userId: row.withdrawnById, apiKeyId: row.withdrawnByKeyId });
  const nameOf = await namesOfAuthors(organizationId, [...rows.map(created), ...rows.map(withdrawn)]);
  return rows.map((row) => ({
    ...{ createdAt: row.createdAt, createdBy: nameOf(created(row)) },
    ...{ withdrawnAt: row.withdrawnAt, withdrawnBy: nameOf(withdrawn(row)), replacedBy: row.replacedById },
  }));
}
