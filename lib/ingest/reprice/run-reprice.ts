import "server-only";
import type { Prisma, RepriceStatus } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { prisma } from "@/lib/db/prisma";
import type { Author } from "@/lib/db/queries/price-book/statement";
import { findReprice } from "@/lib/db/queries/reprices/find-reprices";
import type { Statements, StoredReprice } from "@/lib/db/queries/reprices/reprice-row";
import type { Filters } from "@/lib/spend/dimensions";
import { inTransaction } from "../in-transaction";
import { applyReprice } from "./apply-reprice";
import { withClaim } from "./claim";
import { previewReprice } from "./preview-reprice";
import { revertReprice } from "./revert-reprice";

/** A reprice that is asked for. */
export interface NewReprice {
  /** Usage instants `[from, to)`; null for all. */
  from: Date | null;
  to: Date | null;
  filters: Filters;
  /** Names and prices to be stated when it is applied. */
  statements: Statements;
  note: string | null;
}

/** Why a reprice is not begun: something else runs, there is none of that id, or its status does not allow it. */
export type NotBegun = "busy" | "not_found" | "wrong_status";

/** First key of the advisory lock under which reprices begin. */
const LOCK_CLASS = 7004;
/** Previews of one organisation that may be worked out at once. */
const MOST_PREVIEWS = 3;
/** How long a call waits for work that is quickly done. */
const PATIENCE_MS = 1500;

/** What runs in this process, by reprice. */
const running = new Map<string, Promise<void>>();

/** Begins to work out what a reprice would change; answers it as it is after a moment. */
export async function beginPreview(
  organizationId: number,
  wanted: NewReprice,
  author: Author,
): Promise<StoredReprice | NotBegun> {
  const id = await inOrganization(organizationId, async () => {
    const previews = await prisma.reprice.count({ where: { organizationId, status: "previewing" } });
    if (previews >= MOST_PREVIEWS) return null;
    const row = await prisma.reprice.create({
      data: {
        ...{ organizationId, status: "previewing", periodFrom: wanted.from, periodTo: wanted.to, note: wanted.note },
        filters: wanted.filters as Prisma.InputJsonObject,
        statements: wanted.statements as object as Prisma.InputJsonObject,
        ...{ createdById: author.userId, createdByKeyId: author.apiKeyId },
      },
    });
    return row.id;
  });
  if (id === null) return "busy";
  return begun(organizationId, id, previewReprice);
}

/** Begins to apply a reprice that was looked at, or to go on with one that failed. */
export function beginApply(organizationId: number, id: string, author: Author): Promise<StoredReprice | NotBegun> {
  const by = { appliedById: author.userId, appliedByKeyId: author.apiKeyId };
  return beginChange(organizationId, id, { from: ["previewed"], to: "applying", by }, applyReprice);
}

/** Begins to take a reprice back, or the part of it that was applied before it failed. */
export function beginRevert(organizationId: number, id: string, author: Author): Promise<StoredReprice | NotBegun> {
  const by = { revertedById: author.userId, revertedByKeyId: author.apiKeyId };
  return beginChange(organizationId, id, { from: ["applied"], to: "reverting", by }, revertReprice);
}

/** Removes a reprice that was only looked at; false when it does not exist or was applied. */
export async function discardReprice(organizationId: number, id: string): Promise<boolean> {
  const { count } = await prisma.reprice.deleteMany({
    where: {
      organizationId,
      id,
      appliedById: null,
      appliedByKeyId: null,
      status: { in: ["previewing", "previewed", "failed"] },
    },
  });
  return count > 0;
}

/** Goes on with what was under way when a server stopped, unless another process of it goes on already. */
export async function resumeReprices(): Promise<void> {
  const rows = await prisma.reprice.findMany({
    where: { status: { in: ["previewing", "applying", "reverting"] } },
    select: { organizationId: true, id: true, status: true },
  });
  for (const { organizationId, id, status } of rows) start(organizationId, id, WORKS[status as keyof typeof WORKS]);
}

/** What there is to do in each status that is under way. */
const WORKS = { previewing: previewReprice, applying: applyReprice, reverting: revertReprice };

interface Move {
  from: readonly RepriceStatus[];
  to: RepriceStatus;
  by: Prisma.RepriceUpdateManyMutationInput;
}

/** Costs of an organisation are changed by one reprice at a time. */
async function beginChange(
  organizationId: number,
  id: string,
  { from, to, by }: Move,
  work: Work,
): Promise<StoredReprice | NotBegun> {
  const outcome = await inOrganization(organizationId, async (): Promise<NotBegun | null> => {
    const found = await findReprice(organizationId, id);
    if (!found) return "not_found";
    if (!from.includes(found.status) && !(found.status === "failed" && canGoOn(found, to))) return "wrong_status";
    if (await prisma.reprice.count({ where: { organizationId, status: { in: ["applying", "reverting"] } } }))
      return "busy";
    await prisma.reprice.update({
      where: { organizationId_id: { organizationId, id } },
      data: { ...by, status: to, error: null, recordsDone: 0, notReverted: 0 },
    });
    return null;
  });
  return outcome ?? begun(organizationId, id, work);
}

/** What failed while it was applied can be gone on with or taken back; what failed while it was taken back, only that. */
function canGoOn(reprice: StoredReprice, to: RepriceStatus): boolean {
  const wasApplied = reprice.appliedById !== null || reprice.appliedByKeyId !== null;
  const wasReverted = reprice.revertedById !== null || reprice.revertedByKeyId !== null;
  return to === "reverting" ? wasApplied : wasApplied && !wasReverted;
}

/** Runs a decision about an organisation's reprices while no other one is made. */
function inOrganization<Result>(organizationId: number, decide: () => Promise<Result>): Promise<Result> {
  return inTransaction(async (client) => {
    await client.query("SELECT pg_advisory_xact_lock($1, $2)", [LOCK_CLASS, organizationId]);
    return decide();
  });
}

type Work = (reprice: StoredReprice) => Promise<void>;

async function begun(organizationId: number, id: string, work: Work): Promise<StoredReprice | NotBegun> {
  start(organizationId, id, work);
  await Promise.race([running.get(id), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  return (await findReprice(organizationId, id)) ?? "not_found";
}

/** Starts work in the background, if nobody else is at it; what it throws becomes the reprice's error. */
function start(organizationId: number, id: string, work: Work): void {
  const run = withClaim(id, async () => {
    const reprice = await findReprice(organizationId, id);
    // Who was at it before may have come to its end meanwhile.
    if (reprice && isUnderWay(reprice, work)) await work(reprice);
  })
    .catch((error: Error) => fail(organizationId, id, error))
    .then(() => void running.delete(id));
  running.set(id, run);
}

function isUnderWay({ status }: StoredReprice, work: Work): boolean {
  return status in WORKS && WORKS[status as keyof typeof WORKS] === work;
}

async function fail(organizationId: number, id: string, error: Error): Promise<void> {
  console.error(`The reprice ${id} failed:`, error);
  await pool()
    .query("UPDATE reprices SET status = 'failed', error = $3 WHERE organization_id = $1 AND id = $2", [
      ...[organizationId, id, "Something went wrong on our side. What was changed until then can be taken back."],
    ])
    .catch((problem: Error) => console.error(`The reprice ${id} could not be marked as failed: ${problem.message}`));
}
