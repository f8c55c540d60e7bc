import "server-only";
import { copiedFieldsOfPool } from "@/lib/db/copied-fields";
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

/** Makes the pieces of some days (ascending) and keeps them in the database alone; with whoever makes them already. */
export async function keepPieces(organizationId: number, days: readonly TrafficDay[]): Promise<void> {
  await build(organizationId, days);
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
  const wanted = days.map(({ start, version }, place) => {
    if (!/^[\d:-]+$/.test(version)) throw new Error(`"${version}" is no version of a day`);
    return `(${place}, timestamptz '${new Date(start / 1000).toISOString()}', '${version}')`;
  });
  const query = `
    SELECT place, pieces, content
      FROM (VALUES ${wanted.join(", ")}) AS wanted(place, slot, version)
      JOIN traffic_pieces USING (slot, version)
     WHERE organization_id = ${Number(organizationId)}
     ORDER BY place, piece`;
  const found = new Map<number, { pieces: number; contents: TrafficPiece[] }>();
  for await (const [place, pieces, content] of copiedFieldsOfPool(query)) {
    if (!place || !pieces || !content) throw new Error("a kept piece has all of its fields");
    const { start } = days[place.readInt32BE()] as TrafficDay;
    const day = found.get(start) ?? { pieces: pieces.readInt32BE(), contents: [] };
    found.set(start, day);
    day.contents.push(new TrafficPiece(content));
  }
  const whole = [...found].filter(([, { pieces, contents }]) => contents.length === pieces);
  return new Map(whole.map(([start, { contents }]) => [start, contents]));
}
