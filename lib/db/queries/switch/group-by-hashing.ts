import "server-only";
import { pool } from "@/lib/db/pool";

/**
 * Runs a query that groups millions of records into few groups by computed keys. The planner cannot know that they are
 * few, and would sort all records; hashing takes a third of the time (measured: 1.2 s instead of 4.1 s for a million).
 */
export async function groupByHashing(text: string, values: readonly unknown[]): Promise<unknown[][]> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN READ ONLY; SET LOCAL enable_sort = off; SET LOCAL work_mem = '64MB'");
    const { rows } = await client.query({ rowMode: "array", text, values: [...values] });
    await client.query("COMMIT");
    client.release();
    return rows as unknown[][];
  } catch (error) {
    // Closed instead of given back: whatever was open on it ends with it.
    client.release(true);
    throw error;
  }
}
