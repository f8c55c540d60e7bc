import { isUntimed } from "../merge/find-stored";
import { RECORD_COLUMNS } from "../rows/record-row";
import { precedenceOf } from "./overlap-precedence";

/** The columns of records, counted or set aside. */
export const COLUMNS = RECORD_COLUMNS.join(", ");

/** What has the time of its upload may be of any day: on none is it known to be what an export covers. */
export const IS_REQUEST = `r.requests = 1 AND r.end_timestamp IS NULL AND (${isUntimed("r")}) IS NOT TRUE`;

/** A name that is not stated may be any. */
export const SAME_PROJECT = (other: string) =>
  `(${other}.project_id = r.project_id OR ${other}.project_id = 0 OR r.project_id = 0)`;

/**
 * Whether an export that counts covers a single request `r`, and the export has the right of way. `first`: see
 * `precedenceOf`.
 */
export const IS_COVERED = (first: number) => `EXISTS (
  SELECT 1 FROM ledger_cells cell
   WHERE cell.organization_id = $1 AND cell.day = r.day AND cell.provider_id = r.provider_id AND NOT cell.is_aside
     AND ${SAME_PROJECT("cell")} AND ${precedenceOf("r", "cell", first)} = 'export')`;

/**
 * Notes that nothing is known of the contents of records that were taken for known: `known` has their days, keys and the
 * batches that brought them again, which do not keep them. What they noted must not outlive the records of others.
 */
export const FORGET_CONTENTS = (known: string) => `
  INSERT INTO stored_keys (organization_id, day, batch_id, piece, keys, contents)
  SELECT $1, day, batch_id, -2000000, string_agg(substring(uuid_send(key) FROM 1 FOR 8), ''::bytea),
         string_agg(int8send(0), ''::bytea)
    FROM ${known} GROUP BY day, batch_id
      ON CONFLICT (organization_id, day, batch_id, piece)
      DO UPDATE SET keys = stored_keys.keys || excluded.keys, contents = stored_keys.contents || excluded.contents`;
