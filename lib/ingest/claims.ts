import "server-only";
import pg from "pg";

/**
 * What a process is at, for all others to see: an advisory lock of a class (first key) and a name. Names whose hashes are
 * equal stand in each other's way, unless they are claimed to be seen only (`isShared`), not to keep others out.
 */
export interface Claim {
  lockClass: number;
  name: string;
  isShared: boolean;
}

/**
 * What this process has claimed, all on one connection of its own: a lock lasts as long as its connection, so the claims of
 * a process that dies are free at once, and nobody has to judge whether they are stale.
 */
let held: { client: pg.Client; claims: Set<string> } | null = null;
/** Connecting and claiming happen one after another. */
let turn: Promise<unknown> = Promise.resolve();
/** A connection without claims is kept this long for the next one. */
const KEPT_MS = 2000;

/** Claims something; false while a process, this one included, has claimed it for itself. */
export function claim(wanted: Claim): Promise<boolean> {
  return inTurn(async () => {
    // The same connection could take a lock twice.
    if (held?.claims.has(keyOf(wanted))) return false;
    held ??= { client: await connect(), claims: new Set() };
    const { rows } = await held.client.query<{ won: boolean }>(
      `SELECT pg_try_advisory_lock${wanted.isShared ? "_shared" : ""}($1, hashtext($2)) AS won`,
      [wanted.lockClass, wanted.name],
    );
    const won = rows[0]?.won === true;
    if (won) held.claims.add(keyOf(wanted));
    else closeWhenIdle();
    return won;
  });
}

/** Gives a claim back. */
export function release(claimed: Claim): Promise<void> {
  return inTurn(async () => {
    // A lost connection has lost its claims.
    if (!held?.claims.delete(keyOf(claimed))) return;
    try {
      await held.client.query(`SELECT pg_advisory_unlock${claimed.isShared ? "_shared" : ""}($1, hashtext($2))`, [
        claimed.lockClass,
        claimed.name,
      ]);
      closeWhenIdle();
    } catch (error) {
      // The work is done all the same; a connection that breaks frees what it held.
      console.error(`A claim was not given back in good order: ${(error as Error).message}`);
    }
  });
}

function keyOf({ lockClass, name }: Claim): string {
  return `${lockClass} ${name}`;
}

function inTurn<Result>(act: () => Promise<Result>): Promise<Result> {
  const next = turn.then(act);
  turn = next.catch(() => undefined);
  return next;
}

function closeWhenIdle(): void {
  if (!held || held.claims.size > 0) return;
  const close = async () => {
    if (!held || held.claims.size > 0) return;
    const { client } = held;
    held = null;
    await client.end();
  };
  setTimeout(() => void inTurn(close).catch(() => undefined), KEPT_MS).unref();
}

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: process.env.DATABASE_URL, application_name: "outlay claims" });
  client.on("error", (error) => {
    console.error(`The connection that claims work was lost: ${error.message}`);
    if (held?.client === client) held = null;
  });
  await client.connect();
  // Of a machine that is gone the database hears nothing: it has to ask.
  await client.query("SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3");
  return client;
}
