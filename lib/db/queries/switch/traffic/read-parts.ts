import "server-only";
import { pool } from "@/lib/db/pool";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import type { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import { forgetWorkingArrays } from "@/lib/switch/traffic/working-arrays";
import { type Instant, instantFromDate, instantFromMicroseconds } from "@/lib/usage/instant";
import { DayTables, keyed, type Stretch, type TablesQuestion } from "./day-tables";
import { loadPieces, type PiecesByDay } from "./load-pieces";
import { type TrafficDay, trafficDays } from "./traffic-days";

/** Which traffic is read, and how it is told apart. */
export interface PartsQuestion extends TablesQuestion {
  from: Date;
  to: Date;
}

/** Called as days have been read. */
export type OnProgress = (days: number, of: number) => void;

/** Records whose pieces are loaded at a time. */
const MOST_RECORDS = 300_000;

/** A day of a period, and its stretches within which the organisation's names mean the same. */
export interface StretchedDay {
  day: TrafficDay;
  stretches: Stretch[];
}

/** The tables of a period's traffic. Days that nobody has asked for in this way before are read record by record. */
export async function readParts(question: PartsQuestion, onProgress?: OnProgress): Promise<TrafficPart[]> {
  const tables = keyed(question);
  const days = (await daysOf(question)).map(({ day, stretches }) => ({
    day,
    stretches: stretches.map((one) => new DayTables(tables, day, one)),
  }));
  const known = days.map(({ stretches }) => wholeOf(stretches.map((stretch) => stretch.recall())));
  const unknown = days.filter((_, index) => known[index] === null);
  const made = new Map<TrafficDay, TrafficPart[]>();
  const before = days.length - unknown.length;
  await eachOf(
    question.organizationId,
    unknown,
    (done) => onProgress?.(before + done, days.length),
    async ({ day, stretches }, pieces) => {
      const parts: TrafficPart[] = [];
      for (const stretch of stretches) parts.push(...(await stretch.make(pieces)));
      made.set(day, parts);
    },
  );
  return days.flatMap(({ day }, index) => known[index] ?? made.get(day) ?? []);
}

/** Gives the pieces of each day of a period in turn. */
export async function eachDay(
  question: PartsQuestion,
  onProgress: OnProgress | undefined,
  take: (day: StretchedDay, pieces: readonly TrafficPiece[]) => Promise<void>,
): Promise<void> {
  const days = await daysOf(question);
  await eachOf(question.organizationId, days, (done) => onProgress?.(done, days.length), take);
}

async function daysOf(question: PartsQuestion): Promise<StretchedDay[]> {
  const { organizationId, from, to } = question;
  const all = await trafficDays(pool(), organizationId, from, to);
  return all
    .filter(({ end }) => end > instantFromDate(from))
    .map((day) => ({ day, stretches: stretchesOf(question, day) }));
}

async function eachOf<Entry extends { day: TrafficDay }>(
  organizationId: number,
  days: readonly Entry[],
  onProgress: (done: number) => void,
  take: (day: Entry, pieces: readonly TrafficPiece[]) => Promise<void>,
): Promise<void> {
  const chunks = chunksOf(days);
  const load = (place: number) => loadAhead(organizationId, chunks[place]);
  let loading = load(0);
  let done = 0;
  for (const [place, chunk] of chunks.entries()) {
    onProgress(done);
    const pieces = await loading;
    loading = load(place + 1);
    for (const entry of chunk) await take(entry, pieces.get(entry.day.start) ?? []);
    done += chunk.length;
  }
  forgetWorkingArrays();
  onProgress(done);
}

/** Begins to load the pieces of some days, so that they are there when their turn comes. */
function loadAhead(organizationId: number, chunk: readonly { day: TrafficDay }[] | undefined): Promise<PiecesByDay> {
  const days = chunk?.map(({ day }) => day) ?? [];
  const loading = days.length > 0 ? loadPieces(organizationId, days) : Promise.resolve<PiecesByDay>(new Map());
  // Whoever waits for it sees a failure; it may be that nobody does.
  loading.catch(() => undefined);
  return loading;
}

function wholeOf(parts: readonly (TrafficPart[] | null)[]): TrafficPart[] | null {
  return parts.some((one) => one === null) ? null : parts.flatMap((one) => one ?? []);
}

function stretchesOf({ from, to, book }: PartsQuestion, day: TrafficDay): Stretch[] {
  const start = instantFromMicroseconds(Math.max(day.start, instantFromDate(from)));
  const end = instantFromMicroseconds(Math.min(day.end, instantFromDate(to)));
  const cuts = [start, ...book.ownDatesBetween(start, end), end];
  return cuts.slice(1).map((cut, index) => ({ from: cuts[index] as Instant, to: cut }));
}

function chunksOf<Entry extends { day: TrafficDay }>(entries: readonly Entry[]): Entry[][] {
  const chunks: Entry[][] = [];
  let records = Number.POSITIVE_INFINITY;
  for (const entry of entries) {
    if (records + entry.day.records > MOST_RECORDS) {
      chunks.push([]);
      records = 0;
    }
    chunks.at(-1)?.push(entry);
    records += entry.day.records;
  }
  return chunks;
}
