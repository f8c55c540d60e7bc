import type { TokenCounts } from "@/lib/usage/usage-record";
import { createRandom, type Random } from "./random";
import { LONG_PROMPT, SPIKE, WORKLOADS, type Workload } from "./workloads";

/** How many days the sample data covers. */
export const SAMPLE_DAYS = 90;

const DAY = 86_400_000;
/** Traffic grows from this share of its final volume on the first day to all of it on the last. */
const FIRST_DAY_VOLUME = 0.55;
const PEOPLE = ["ada", "ben", "chloe", "dev", "elif", "farid", "grace", "hana", "ivan", "june", "kofi", "lena"];

/** One line of the sample file: a record in the normal form, as JSON. */
export type SampleRecord = Readonly<Record<string, unknown>>;

/**
 * Generates the sample data: request records of a made-up company over the 90 days that end at `end`, oldest first.
 * The same `end` (cut to the hour) gives the same records with the same ids, so that loading twice adds nothing.
 */
export function* generateSampleRecords(end: Date): Generator<SampleRecord> {
  const endHour = Math.floor(end.getTime() / 3_600_000) * 3_600_000;
  const lastMidnight = Math.floor(endHour / DAY) * DAY;
  for (let day = 0; day < SAMPLE_DAYS; day += 1) {
    const midnight = lastMidnight - (SAMPLE_DAYS - 1 - day) * DAY;
    const records = WORKLOADS.flatMap((workload, index) => dayOfWorkload(workload, index, day, midnight));
    records.sort((a, b) => a.time - b.time);
    for (const { time, record } of records) if (time < endHour) yield record;
  }
}

interface TimedRecord {
  time: number;
  record: SampleRecord;
}

function dayOfWorkload(workload: Workload, index: number, day: number, midnight: number): TimedRecord[] {
  if (day < workload.firstDay || day >= workload.lastDay) return [];
  const random = createRandom(midnight / DAY, index);
  const count = requestsOnDay(workload, day, midnight, random);
  return Array.from({ length: count }, (_, number) => {
    const time = midnight + instantOfDay(workload.rhythm, random);
    const id = `sample-${midnight / DAY}-${index}-${number}`;
    return { time, record: request(workload, id, time, random) };
  });
}

function requestsOnDay(workload: Workload, day: number, midnight: number, random: Random): number {
  const weekday = new Date(midnight).getUTCDay();
  const weekend = weekday === 0 || weekday === 6;
  const weekendShare = workload.rhythm === "office" ? 0.08 : workload.rhythm === "nightly" ? 1 : 0.55;
  const growth = FIRST_DAY_VOLUME + (1 - FIRST_DAY_VOLUME) * (day / (SAMPLE_DAYS - 1));
  const spike = day === SPIKE.day && workload.project === SPIKE.project ? SPIKE.factor : 1;
  const noise = 0.88 + 0.24 * random();
  return Math.round(workload.requestsPerDay * (weekend ? weekendShare : 1) * growth * spike * noise);
}

/** Milliseconds after midnight UTC: office hours peak in the early afternoon, nightly jobs run between 1 and 4. */
function instantOfDay(rhythm: Workload["rhythm"], random: Random): number {
  const bell = (random() + random() + random()) / 3;
  if (rhythm === "nightly") return Math.floor((1 + 3 * random()) * 3_600_000);
  if (rhythm === "office") return Math.floor((7 + 11 * bell) * 3_600_000);
  const hour = random() < 0.7 ? 6 + 16 * bell : 24 * random();
  return Math.floor(hour * 3_600_000);
}

function request(workload: Workload, id: string, time: number, random: Random): SampleRecord {
  return {
    id,
    timestamp: new Date(time).toISOString(),
    provider: workload.provider,
    model: workload.model,
    serviceTier: workload.serviceTier,
    endpoint: workload.endpoint,
    project: workload.project,
    apiKey: workload.apiKey,
    user: workload.users === 0 ? null : person(workload, random),
    tags: { feature: workload.feature, environment: random() < 0.93 ? "production" : "staging" },
    requests: 1,
    features: workload.features,
    tokens: tokens(workload, random),
  };
}

/** A few people make most of the calls. */
function person(workload: Workload, random: Random): string {
  const number = Math.floor(workload.users * random() * random());
  const name = PEOPLE[number % PEOPLE.length];
  return number < PEOPLE.length
    ? `${name}@example.com`
    : `${name}.${Math.floor(number / PEOPLE.length) + 1}@example.com`;
}

function tokens(workload: Workload, random: Random): Partial<TokenCounts> {
  const long = workload.project === LONG_PROMPT.project && random() < LONG_PROMPT.share;
  const input = long
    ? LONG_PROMPT.minimum + Math.floor((LONG_PROMPT.maximum - LONG_PROMPT.minimum) * random())
    : scatter(workload.input, random);
  const output = scatter(workload.output, random);
  const prefix = Math.floor((workload.cacheablePrefix * Math.min(input, workload.input)) / 128) * 128;
  const hit = random() < workload.cacheHits;
  return {
    input,
    cacheRead: hit ? prefix : 0,
    cacheWrite: workload.cacheWrites && !hit ? prefix : 0,
    ...(workload.cacheWrites && !hit && prefix > 0 ? { cacheWriteByTtl: { "5m": prefix } } : {}),
    output,
    reasoning: Math.floor(output * workload.reasoning * (0.6 + 0.4 * random())),
  };
}

/** A value around `typical`, skewed to the right as token counts are. */
function scatter(typical: number, random: Random): number {
  return Math.round(typical * (0.45 + 0.7 * random() + 0.9 * random() ** 4));
}
