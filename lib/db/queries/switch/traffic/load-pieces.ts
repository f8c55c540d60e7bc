import "server-only";
import { pool } from "@/lib/db/pool";
import { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import { buildPieces } from "./build-pieces";
import { recall, remember } from "./recently-used";
import type { TrafficDay } from "./traffic-days";

/** Pieces by the start of their day. */
export type PiecesByDay = Map<number, TrafficPiece[]>;

const building = new Map<string, Promise<TrafficPiece[]>>();

/**
 * The records of some days (ascending), in pieces: remembered, kept in the database, or made now. A day that changed
 * since its version was looked up is given as it is now.
 */
export async function loadPieces(organizationId: number, days: readonly TrafficDay[]): Promise<PiecesByDay> {
  const known = days.map((day) => recall<TrafficPiece[]>(keyOf(organizationId, day)));
  const unknown = days.filter((_, index) => !known[index]);
  const kept = unknown.length > 0 ? await keptPieces(organizationId, unknown) : new Map<number, TrafficPiece[]>();
  const missing = unknown.filter(({ start }) => !kept.has(start));
  const built = await build(organizationId, missing);
  const pieces: PiecesByDay = new Map();
  for (const [index, day] of days.entries()) {
    const found = known[index] ?? kept.get(day.start) ?? built.get(day.start) ?? [];
    pieces.set(day.start, found);
    const bytes = found.reduce((sum, { byteLength }) => sum + byteLength, 1000);
    if (!known[index]) remember(keyOf(organizationId, day), found, bytes);
  }
  return pieces;
}

function keyOf(organizationId: number, { start, version }: TrafficDay): string {
  return `pieces ${organizationId} ${start} ${version}`;
}

/** Questions that come at the same time share the work. */
async function build(organizationId: number, days: readonly TrafficDay[]): Promise<PiecesByDay> {
  const mine = days.filter((day) => !building.has(keyOf(organizationId, day)));
  if (mine.length > 0) {
    const made = buildPieces(organizationId, mine);
    for (const day of mine) {
      const key = keyOf(organizationId, day);
      const pieces = made.then((all) => (all.get(day.start) ?? []).map((content) => new TrafficPiece(content)));
      building.set(key, pieces);
      // Whoever waits for it sees a failure; here it only has to be forgotten.
      pieces.catch(() => undefined).finally(() => building.delete(key));
    }
  }
  const waiting = days.map(async (day) => [day.start, await building.get(keyOf(organizationId, day))] as const);
  return new Map((await Promise.all(waiting)).map(([start, pieces]) => [start, pieces ?? []]));
}

async function keptPieces(organizationId: number, days: readonly TrafficDay[]): Promise<PiecesByDay> {
  // In binary: as text, bytes are twice as long and have to be converted.
  const { rows } = await pool().query({
    text: `SELECT wanted.place, kept.content, kept.pieces
             FROM unnest($2::timestamptz[], $3::text[]) WITH ORDINALITY AS wanted(slot, version, place)
             JOIN traffic_pieces AS kept ON kept.organization_id = $1 AND kept.slot = wanted.slot AND kept.version = wanted.version
            ORDER BY wanted.place, kept.piece`,
    values: [organizationId, days.map(({ start }) => new Date(start / 1000)), days.map(({ version }) => version)],
    rowMode: "array",
    binary: true,
  } as never);
  const found = new Map<number, Buffer[]>();
  const counts = new Map<number, number>();
  for (const [place, content, pieces] of rows as unknown as [bigint | string | number, Buffer, number][]) {
    const { start } = days[Number(place) - 1] as TrafficDay;
    found.set(start, [...(found.get(start) ?? []), content]);
    counts.set(start, pieces);
  }
  const whole = [...found].filter(([start, contents]) => contents.length === counts.get(start));
  return new Map(whole.map(([start, contents]) => [start, contents.map((content) => new TrafficPiece(content))]));
}
