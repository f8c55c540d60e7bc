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

/** Everything but where it came from and what it cost. */
const CONTENT = RECORD_COLUMNS.filter(
  (name) =>
    !["batch_id", "source_id", "line", "applied_rate_id", "cost", "cost_high", "unpriced_reason", "detail"].includes(
      name,
    ),
);
export const contentOf = (alias: string) =>
  `(${CONTENT.map((name) => `${alias}.${name}`).join(", ")}, ${alias}.detail::jsonb)`;
