import "server-only";
import { pool } from "@/lib/db/pool";

/** The log of deliveries is kept for so long. */
const LOG_DAYS = 90;
/**
 * What has fired is kept for so long: a year and the month that is compared with it. It must be longer than any period is
 * watched (a month and the days in which usage comes in late), or thresholds would fire again.
 */
const ALERT_MONTHS = 13;

/** Removes deliveries that ended and alerts that fired too long ago to be kept. */
export async function forgetOld(): Promise<void> {
  await pool().query(
    "DELETE FROM alert_deliveries WHERE status <> 'pending' AND next_attempt_at < now() - $1 * interval '1 day'",
    [LOG_DAYS],
  );
  await pool().query("DELETE FROM alerts WHERE fired_at < now() - $1 * interval '1 month'", [ALERT_MONTHS]);
}
