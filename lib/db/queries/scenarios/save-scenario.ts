import "server-only";
import type { Prisma } from "@/lib/db/generated/client";
import { prisma } from "@/lib/db/prisma";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { type Author, changedBy, createdBy } from "../price-book/statement";
import { NEWEST_FIRST, type StoredRun } from "./stored-scenario";

/** Most scenarios of an organisation, and most runs that are kept of one: the oldest go first. */
const MOST_SCENARIOS = 200;
const MOST_RUNS = 50;

/** A run that has just been made. */
export type NewRun = Pick<StoredRun, "question" | "priceData" | "result" | "ranAt">;

/** Keeps a scenario with its first run. Answers its id; null when the organisation has as many as it can. */
export async function createScenario(
  organizationId: number,
  { name, question }: { name: string; question: SwitchQuestionJson },
  run: NewRun,
  author: Author,
): Promise<string | null> {
  if ((await prisma.scenario.count({ where: { organizationId } })) >= MOST_SCENARIOS) return null;
  const { id } = await prisma.scenario.create({
    data: {
      ...{ organizationId, name, question: question as unknown as Prisma.InputJsonValue },
      ...{ ...createdBy(author), ...changedBy(author) },
      runs: { create: columnsOf(run, author) },
    },
    select: { id: true },
  });
  return id;
}

/** Changes a scenario's name, or its question with a run of the new one. False when there is none of that id. */
export async function changeScenario(
  organizationId: number,
  id: string,
  { name, asked }: { name?: string; asked?: { question: SwitchQuestionJson; run: NewRun } },
  author: Author,
): Promise<boolean> {
  const question = asked && { question: asked.question as unknown as Prisma.InputJsonValue };
  return prisma.$transaction(async (client) => {
    const { count } = await client.scenario.updateMany({
      where: { organizationId, id },
      data: { ...(name === undefined ? {} : { name }), ...question, ...changedBy(author), changedAt: new Date() },
    });
    if (count === 0) return false;
    if (asked) await insertRun(client, organizationId, id, asked.run, author);
    return true;
  });
}

/** Keeps another run of a scenario. Answers its id; null when there is no scenario of that id any more. */
export async function addRun(organizationId: number, id: string, run: NewRun, author: Author): Promise<string | null> {
  return prisma.$transaction(async (client) => {
    const found = await client.scenario.findUnique({ where: { organizationId_id: { organizationId, id } } });
    return found && insertRun(client, organizationId, id, run, author);
  });
}

async function insertRun(
  client: Prisma.TransactionClient,
  organizationId: number,
  scenarioId: string,
  run: NewRun,
  author: Author,
): Promise<string> {
  const { id } = await client.scenarioRun.create({ data: { organizationId, scenarioId, ...columnsOf(run, author) } });
  const old = await client.scenarioRun.findMany({
    where: { organizationId, scenarioId },
    orderBy: [...NEWEST_FIRST],
    skip: MOST_RUNS,
    select: { id: true },
  });
  if (old.length > 0) {
    const ids = old.map((one) => one.id);
    await client.scenarioRun.deleteMany({ where: { organizationId, scenarioId, id: { in: ids } } });
  }
  return id;
}

function columnsOf({ question, priceData, result, ranAt }: NewRun, { userId, apiKeyId }: Author) {
  const json = { question, priceData, result } as unknown as Record<
    "question" | "priceData" | "result",
    Prisma.InputJsonValue
  >;
  return { ...json, ranAt, ranById: userId, ranByKeyId: apiKeyId };
}
