import "server-only";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { pool } from "@/lib/db/pool";
import { PieceWriter } from "@/lib/switch/traffic/piece-writer";
import type { TrafficRow } from "@/lib/switch/traffic/traffic-row";
import { CopiedRows, TRAFFIC_COLUMNS } from "./copied-rows";
import { type TrafficDay, trafficDays } from "./traffic-days";

/** The pieces of a day. */
export type Pieces = Uint8Array<ArrayBuffer>[];

/**
 * Makes the pieces of some days (ascending) from their records, as of now, and keeps them for the next question. By the
 * start of the day; a day without records has none.
 */
export async function buildPieces(organizationId: number, days: readonly TrafficDay[]): Promise<Map<number, Pieces>> {
  const client = await pool().connect();
  try {
    // Records and versions have to be of one moment.
    await client.query("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY");
    const pieces = new Map<number, Pieces>();
    for (const run of consecutive(days)) {
      for (const [start, made] of await readDays(client, organizationId, run)) pieces.set(start, made);
    }
    const bounds = [days[0], days.at(-1)].map((day) => new Date((day?.start ?? 0) / 1000)) as [Date, Date];
    const now = await trafficDays(client, organizationId, bounds[0], new Date(bounds[1].getTime() + 1));
    await client.query("COMMIT");
    for (const { start, version } of now) await keep(client, organizationId, start, version, pieces.get(start));
    client.release();
    return pieces;
  } catch (error) {
    // Closed instead of given back: whatever was open on it ends with it.
    client.release(true);
    throw error;
  }
}

/** Days in runs of which each follows the one before: what is between is not read. */
function consecutive(days: readonly TrafficDay[]): TrafficDay[][] {
  const runs: TrafficDay[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    if (run?.at(-1)?.end === day.start) run.push(day);
    else runs.push([day]);
  }
  return runs;
}

async function readDays(
  client: PoolClient,
  organizationId: number,
  days: readonly TrafficDay[],
): Promise<Map<number, Pieces>> {
  const collectors = days.map((day) => new DayCollector(day));
  const rows = new CopiedRows();
  const [first, last] = [days[0] as TrafficDay, days.at(-1) as TrafficDay];
  let current = collectors[0] as DayCollector;
  const add = (row: TrafficRow) => {
    if (!current.isOfDay(row)) {
      const found = collectors.find((collector) => collector.isOfDay(row));
      if (!found) throw new Error("a record is in none of the days it was read for");
      current = found;
    }
    current.add(row);
  };
  const stream = client.query(copyTo(copySql(organizationId, first.start, last.end)));
  for await (const chunk of stream as AsyncIterable<Buffer>) rows.push(chunk, add);
  return new Map(collectors.map((collector) => [collector.start, collector.finish()]));
}

/** COPY takes no parameters; these are a number and dates of our own making. */
function copySql(organizationId: number, start: number, end: number): string {
  const text = (milliseconds: number) => `timestamptz '${new Date(milliseconds).toISOString()}'`;
  const [from, to, last] = [text(start / 1000), text(end / 1000), text(end / 1000 - 1)];
  return `COPY (
    SELECT ${TRAFFIC_COLUMNS.join(", ")} FROM usage_records
     WHERE organization_id = ${Number(organizationId)}
       AND day >= (${from} AT TIME ZONE 'UTC')::date AND day <= (${last} AT TIME ZONE 'UTC')::date
       AND timestamp >= ${from} AND timestamp < ${to}) TO STDOUT (FORMAT binary)`;
}

/** Collects the records of a day in pieces. */
class DayCollector {
  readonly start: number;
  private readonly end: number;
  private readonly pieces: Pieces = [];
  private writer: PieceWriter;

  constructor({ start, end, records }: TrafficDay) {
    this.start = start;
    this.end = end;
    this.writer = new PieceWriter(start, records);
  }

  isOfDay({ timestamp }: TrafficRow): boolean {
    return timestamp >= this.start && timestamp < this.end;
  }

  add(row: TrafficRow): void {
    if (this.writer.isFull) {
      this.pieces.push(this.writer.take());
      this.writer = new PieceWriter(this.start);
    }
    this.writer.add(row);
  }

  finish(): Pieces {
    if (this.writer.rows > 0) this.pieces.push(this.writer.take());
    return this.pieces;
  }
}

/** Another process may keep the same day at the same time: whoever reads makes sure that pieces are of one version. */
async function keep(
  client: PoolClient,
  organizationId: number,
  start: number,
  version: string,
  pieces: Pieces | undefined,
): Promise<void> {
  if (!pieces) return;
  const slot = new Date(start / 1000);
  await client.query(KEEP, [
    ...[organizationId, slot, pieces.length, version],
    pieces.map((_, index) => index),
    pieces.map((content) => Buffer.from(content.buffer)),
  ]);
}

const KEEP = `
  WITH gone AS (
    DELETE FROM traffic_pieces WHERE organization_id = $1 AND slot = $2 AND piece >= $3)
  INSERT INTO traffic_pieces (organization_id, slot, pieces, version, piece, content)
  SELECT $1, $2, $3, $4, piece, content FROM unnest($5::int[], $6::bytea[]) AS made(piece, content)
  ON CONFLICT (organization_id, slot, piece)
  DO UPDATE SET pieces = excluded.pieces, version = excluded.version, content = excluded.content`;
