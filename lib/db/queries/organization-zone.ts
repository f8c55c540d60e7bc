import "server-only";
import { pool } from "@/lib/db/pool";

/** The reporting time zone of an organisation: its days are rolled up in it. */
export async function organizationZone(organizationId: number): Promise<string> {
  const { rows } = await pool().query<{ zone: string }>("SELECT time_zone AS zone FROM organizations WHERE id = $1", [
    organizationId,
  ]);
  return rows[0]?.zone ?? "UTC";
}
