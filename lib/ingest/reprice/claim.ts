import "server-only";
import { setTimeout } from "node:timers/promises";
import pg from "pg";

/** First key of the advisory locks that say which process works on a reprice. */
const LOCK_CLASS = 7005;

/**
 * What this process has claimed, all on one connection of its own: a lock lasts as long as its connection, so the claims of
 * a process that dies are free at once, and nobody has to judge whether they are stale.
 */
let held: { client: pg.Client; claims: Set<string> } | null = null;
/** Connecting and claiming happen one after another. */
let turn: Promise<unknown> = Promise.resolve();

/** Who has just come to the end of a reprice lets go of it a moment later. */
const TRIES = 50;
const BETWEEN_TRIES_MS = 100;

/**
 * Runs work on a reprice unless a process, this one included, is at it and stays at it; answers whether it ran. What the
 * work throws is thrown.
 */
export async function withClaim(repriceId: string, work: () => Promise<void>): Promise<boolean> {
  for (let tries = 1; !(await inTurn(() => claim(repriceId))); tries += 1) {
    if (tries === TRIES) return false;
    await setTimeout(BETWEEN_TRIES_MS);
  }
  try {
    await work();
    return true;
  } finally {
    await inTurn(() => release(repriceId));
  }
}

function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const next = turn.then(act);
  turn = next.catch(() => undefined);
  return next;
}

async function claim(id: string): Promise<boolean> {
  // The same connection could take a lock twice.
  if (held?.claims.has(id)) return false;
  held ??= { client: await connect(), claims: new Set() };
  const { rows } = await held.client.query<{ won: boolean }>("SELECT pg_try_advisory_lock($1, hashtext($2)) AS won", [
    LOCK_CLASS,
    id,
  ]);
  const won = rows[0]?.won === true;
  if (won) held.claims.add(id);
  else await closeIfIdle();
  return won;
}

async function release(id: string): Promise<void> {
  // A lost connection has lost its claims.
  if (!held?.claims.delete(id)) return;
  try {
    await held.client.query("SELECT pg_advisory_unlock($1, hashtext($2))", [LOCK_CLASS, id]);
    await closeIfIdle();
  } catch (error) {
    // The work is done all the same; a connection that breaks frees what it held.
    console.error(`A claim on a reprice was not given back in good order: ${(error as Error).message}`);
  }
}

async function closeIfIdle(): Promise<void> {
  if (!held || held.claims.size > 0) return;
  const { client } = held;
  held = null;
  await client.end();
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: "outlay reprices" });
  client.on("error", (error) => {
    console.error(`The connection that claims reprices was lost: ${error.message}`);
    if (held?.client === client) held = null;
  });
  await client.connect();
  return client;
}
