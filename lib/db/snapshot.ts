import "server-only";
import type pg from "pg";
import { pool } from "./pool";

/** What a query can be put to: the pool, or one of its connections. */
export type Queryable = Pick<pg.Pool, "query">;

/**
 * Lets several queries see the database at one moment, so that their answers agree while uploads come in. The work must
 * put its queries to the connection it is given: one that waited for another would be waited for.
 */
export async function inSnapshot<Result>(work: (database: Queryable) => Promise<Result>): Promise<Result> {
  const client = await pool().connect();
  let failure: Error | undefined;
  try {
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    failure = error as Error;
    throw error;
  } finally {
    // A connection with a transaction that failed is thrown away.
    client.release(failure);
  }
}
