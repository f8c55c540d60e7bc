import "server-only";
import type { PoolClient } from "pg";

const QUARTER_HOUR = 900_000_000;
const QUARTERS_A_DAY = 96;
/** Days that are looked up with the one asked for: uploads are in order of time, more or less. */
const DAYS_AROUND = 40;

/**
 * When the organisation's day began in which a quarter-hour lies: as the database says, so that rollups made here and
 * there agree to the microsecond. (Offsets from UTC are whole quarter-hours everywhere, since before there were records.)
 */
export class DayStarts {
  /** By UTC day: the start of each of its quarter-hours, as microseconds since 1970. */
  private readonly known = new Map<number, Float64Array>();

  constructor(
    private readonly organizationId: number,
    private readonly client: Pick<PoolClient, "query">,
  ) {}

  /** Whether the starts within a UTC day (days since 1970) are known. */
  knows(day: number): boolean {
    return this.known.has(day);
  }

  /** Looks up the starts within a UTC day and those around it. */
  async learn(day: number): Promise<void> {
    const from = day - DAYS_AROUND;
    const { rows } = await this.client.query<{ start: string }>(STARTS, [
      this.organizationId,
      new Date(from * 86_400_000),
      new Date((day + DAYS_AROUND + 1) * 86_400_000),
    ]);
    for (let index = 0; index < rows.length; index += QUARTERS_A_DAY) {
      const quarters = rows.slice(index, index + QUARTERS_A_DAY).map((row) => Number(row.start) * 1_000_000);
      this.known.set(from + index / QUARTERS_A_DAY, Float64Array.from(quarters));
    }
  }

  /** Start of the organisation's day at an instant of a UTC day that is known. */
  at(day: number, instant: number): number {
    const quarters = this.known.get(day);
    const quarter = Math.floor(instant / QUARTER_HOUR) - day * QUARTERS_A_DAY;
    const start = quarters?.[quarter];
    if (start === undefined) throw new Error("the starts of this day have not been looked up");
    return start;
  }
}

const STARTS = `
  SELECT extract(epoch FROM date_trunc('day', quarter, time_zone))::bigint AS start
    FROM organizations, generate_series($2::timestamptz, $3::timestamptz - interval '1 second', '15 minutes') AS quarter
   WHERE id = $1 ORDER BY quarter`;
