import "server-only";
import { pool } from "@/lib/db/pool";
import { NAME_JOINS, RECORD_COLUMNS, type RecordRow, type StoredRecord, storedRecordFromRow } from "./stored-record";

const RECORD_ID = /^(\d{4}-\d{2}-\d{2})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** One record of an organisation by its `recordId`; null when it has none of that name. */
export async function getRecord(organizationId: number, recordId: string): Promise<StoredRecord | null> {
  const [, day, key] = RECORD_ID.exec(recordId) ?? [];
  if (!day || !key || Number.isNaN(Date.parse(day))) return null;
  const { rows } = await pool().query<RecordRow>(
    `SELECT ${RECORD_COLUMNS} FROM usage_records AS r ${NAME_JOINS}
      WHERE r.organization_id = $1 AND r.day = $2 AND r.key = $3`,
    [organizationId, day, key],
  );
  return rows[0] ? storedRecordFromRow(rows[0]) : null;
}
