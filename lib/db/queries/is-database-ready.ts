import "server-only";
import { pool } from "@/lib/db/pool";

/** Whether the database answers and its migrations are in. */
export async function isDatabaseReady(): Promise<boolean> {
  try {
    const { rows } = await pool().query(
      "SELECT 1 FROM _prisma_migrations WHERE finished_at IS NULL AND rolled_back_at IS NULL",
    );
    return rows.length === 0;
  } catch {
    return false;
  }
}
