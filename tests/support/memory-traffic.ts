import { modelLimits } from "@/lib/catalogue/model-limits";
import { resolveModel } from "@/lib/catalogue/resolve-model";
import type { PriceBook } from "@/lib/pricing/price-book";
import { Pricer } from "@/lib/pricing/pricer";
import type { RateCard } from "@/lib/pricing/rate-card";
import { bucketsOf } from "@/lib/spend/period";
import { answerSwitch, type SwitchAnswer, type SwitchInput } from "@/lib/switch/answer";
import { type Assignment, bestAssignment } from "@/lib/switch/assignment/assignment";
import { type AssignmentQuestion, modelsNamed } from "@/lib/switch/assignment/assignment-question";
import { segmentNumbers } from "@/lib/switch/assignment/segment-numbers";
import type { SegmentedPart } from "@/lib/switch/assignment/segments";
import { type BestSplit, BestSplitSearch } from "@/lib/switch/best-split/best-split";
import type { RecordPart } from "@/lib/switch/best-split/threshold-records";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import type { Candidate } from "@/lib/switch/ranking";
import { isModel, originOf } from "@/lib/switch/selection";
import type { ResolvedMove } from "@/lib/switch/splits";
import { type Move, NO_LIMITS, type SwitchQuestion, WHOLE_TRAFFIC } from "@/lib/switch/switch-question";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import { PieceWriter } from "@/lib/switch/traffic/piece-writer";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { PART_TABLES, type PartKind, type PartTables, PartTabulator } from "@/lib/switch/traffic/tabulate-part";
import { TrafficPiece } from "@/lib/switch/traffic/traffic-piece";
import { SETTING_NAMES, type TrafficDetail, type TrafficRow } from "@/lib/switch/traffic/traffic-row";
import { trafficShape } from "@/lib/switch/traffic-shape";
import { instantFromDate } from "@/lib/usage/instant";
import type { UsageRecord } from "@/lib/usage/usage-record";
import { hourOfDay } from "./hour-of-day";

/** Numbers for names, as an organisation's dictionary has them. */
class Names {
  private readonly numbers = new Map<string, number>();
  private readonly texts = new Map<string, string>();

  number(dimension: string, name: string | null): number {
    if (name === null) return 0;
    const key = `${dimension}\n${name}`;
    const known = this.numbers.get(key) ?? this.numbers.size + 1;
    this.numbers.set(key, known);
    this.texts.set(`${dimension}\n${known}`, name);
    return known;
  }

  readonly nameOf = (dimension: string, number: number): string | null =>
    this.texts.get(`${dimension}\n${number}`) ?? null;
}

/** What a test asks; the rest is as usual. */
export type AskedInMemory = Partial<Omit<SwitchQuestion, "moves">> & { moves: (Partial<Move> & { toModel: string })[] };

const NOVEMBER = { from: new Date("2026-11-01T00:00:00Z"), to: new Date("2026-12-01T00:00:00Z"), timeZone: "UTC" };

/** Answers a what-if about records without a database: the same pieces, tables and answers, read from memory. */
export function answerInMemory(book: PriceBook, records: readonly UsageRecord[], asked: AskedInMemory): SwitchAnswer {
  return answerSwitch(inputInMemory(book, records, asked).input);
}

/** The best split of a what-if's first move, likewise; `mostCells`: how finely sizes are told apart at most. */
export function bestSplitInMemory(
  book: PriceBook,
  records: readonly UsageRecord[],
  asked: AskedInMemory,
  mostCells?: number,
): BestSplit {
  const { input, recordParts } = inputInMemory(book, records, asked);
  const search = new BestSplitSearch(input, answerSwitch(input), 0, mostCells);
  for (const part of recordParts) search.add(part);
  return search.result();
}

/** The best assignment for a what-if, likewise. */
export function assignmentInMemory(
  book: PriceBook,
  records: readonly UsageRecord[],
  asked: AskedInMemory,
  question: AssignmentQuestion,
): Promise<Assignment> {
  const models = modelsNamed(question);
  const moves = [...asked.moves, ...models.map((toModel) => ({ toModel }))];
  const shaped = inputInMemory(book, records, { ...asked, moves });
  const input = { ...shaped.input, moves: shaped.input.moves.slice(0, asked.moves.length) };
  const candidates = models.map((name) => {
    const match = resolveModel(book, name, instantFromDate(input.question.from));
    if (match.kind === "unknown") throw new Error(`unknown model ${name}`);
    return { name, candidate: { match, name, limits: modelLimits(book, match) } };
  });
  const tagValues = new Map<number, number>();
  const texts = new Map<number, string>();
  const { names } = shaped;
  if (question.by.startsWith("tag.")) {
    for (const { tags } of records) {
      const text = tags[question.by.slice(4)];
      const number = [...texts].find(([, known]) => known === text)?.[0] ?? texts.size + 1;
      if (text === undefined) continue;
      texts.set(number, text);
      tagValues.set(names.number("tagSet", JSON.stringify(tags)), number);
    }
  }
  const nameOf = (number: number) => {
    if (number === 0) return null;
    return question.by.startsWith("tag.") ? (texts.get(number) ?? null) : names.nameOf(question.by, number);
  };
  const eachPart = async (take: (part: SegmentedPart) => void) => {
    for (const part of shaped.scopeParts) {
      take({ ...part, segments: segmentNumbers(part.records, question.by, tagValues) });
    }
  };
  return bestAssignment(input, question, candidates, eachPart, async (numbers) => numbers.map(nameOf));
}

function inputInMemory(
  book: PriceBook,
  records: readonly UsageRecord[],
  asked: AskedInMemory,
): { input: SwitchInput; recordParts: RecordPart[]; scopeParts: RecordPart[]; names: Names } {
  const question: SwitchQuestion = {
    ...NO_LIMITS,
    ...NOVEMBER,
    levers: DEFAULT_LEVERS,
    rankingLimit: 0,
    ...asked,
    moves: asked.moves.map((move) => ({ ...WHOLE_TRAFFIC, ...move })),
  };
  const names = new Names();
  const rates = new Map<number, { rule: string; card: RateCard }>();
  const at = instantFromDate(question.from);
  const recorded = new Set(records.map(({ model }) => model));
  const scope = scopeOf(names, question, records);
  const conditions: RowCondition[] = scope ? [scope] : [];
  const moves = question.moves.map((move): ResolvedMove => {
    const target = resolveModel(book, move.toModel, at);
    const origin = originOf(move, recorded, book, at);
    if (target.kind === "unknown" || !origin) throw new Error(`unknown model in ${JSON.stringify(move.toModel)}`);
    return { move, origin, target, condition: numberIn(conditions, whereOf(names, move, records)) };
  });
  const candidates = candidatesOf(book, question.rankingLimit > 0);
  const shape = trafficShape(book, question, moves, candidates);
  const parts: TrafficPart[] = [];
  const recordParts: RecordPart[] = [];
  const scopeParts: RecordPart[] = [];
  for (const day of bucketsOf(question, "day", "UTC")) {
    const [start, end] = [instantFromDate(day.from), instantFromDate(day.to)];
    const ofDay = records.filter(({ timestamp }) => timestamp >= start && timestamp < end);
    if (ofDay.length === 0) continue;
    const piece = pieceOf(book, names, rates, start, ofDay);
    const part = {
      shape,
      conditions,
      scopeCondition: scope ? 0 : null,
      moveConditions: moves.map(({ condition }) => condition),
    };
    const time = {
      ...{ from: start, to: end, dayEnd: end },
      hourOfQuarter: (quarter: number) => hourOfDay(start / 1000 + quarter * 900_000, question.timeZone),
    };
    const kinds = (Object.keys(PART_TABLES) as PartKind[]).filter((kind) => kind !== "ranking" || shape.ranking);
    const tables = piece.unpackedFor(() => {
      const tabulator = new PartTabulator(piece, part, time);
      return Object.fromEntries(kinds.map((kind) => [kind, tabulator.make(kind)])) as unknown as PartTables;
    });
    parts.push({ at: start, tables });
    const tabulator = new PartTabulator(piece, part, time);
    recordParts.push({ at: start, dayEnd: end, ...tabulator.select("moved") });
    scopeParts.push({ at: start, dayEnd: end, ...tabulator.select("scope") });
  }
  const input: SwitchInput = {
    book,
    question,
    moves,
    candidates,
    limitsOf: (target) => modelLimits(book, target),
    ownLimitsOf: (target) => question.ownLimits.filter(({ model }) => isModel(resolveModel(book, model, at), target)),
    shape,
    traffic: { parts, nameOf: names.nameOf },
    appliedRates: (number) => rates.get(number) ?? null,
    askedAt: question.to,
  };
  return { input, recordParts, scopeParts, names };
}

const known = new Map<boolean, Candidate[]>();

/** Without a ranking only some models matter: edges of all would only cost time. */
function candidatesOf(book: PriceBook, isRanked: boolean): Candidate[] {
  let candidates = known.get(isRanked);
  if (!candidates) {
    candidates = book.models
      .flatMap(({ provider, id }) => book.model(provider, id) ?? [])
      .filter((match) => isRanked || COMMON.has(`${match.provider}/${match.model}`))
      .map((match) => ({ match, name: match.model, limits: modelLimits(book, match) }));
    known.set(isRanked, candidates);
  }
  return candidates;
}

const COMMON = new Set([
  "openai/gpt-4.1",
  "openai/gpt-4.1-mini",
  "openai/gpt-5",
  "openai/gpt-5.5",
  "openai/gpt-5.6-sol",
  "anthropic/claude-sonnet-4-6",
  "deepseek/deepseek-v4-pro",
  "google/gemini-3.1-pro-preview",
  "x-ai/grok-4.5",
]);

function pieceOf(
  book: PriceBook,
  names: Names,
  rates: Map<number, { rule: string; card: RateCard }>,
  start: number,
  records: readonly UsageRecord[],
): TrafficPiece {
  const pricer = new Pricer(book);
  const writer = new PieceWriter(start);
  for (const record of records) {
    const price = pricer.price(record);
    const rate = names.number("rate", price.applied?.fingerprint ?? null);
    if (price.applied) rates.set(rate, price.applied);
    writer.add(rowOf(names, record, rate, price));
  }
  return new TrafficPiece(writer.take());
}

function rowOf(
  names: Names,
  record: UsageRecord,
  rate: number,
  { cost, costHigh }: { cost: number | bigint | null; costHigh: number | bigint | null },
): TrafficRow {
  const { tokens } = record;
  const detail: TrafficDetail = {
    ...tokens,
    calls: record.calls,
    features: record.features,
    uncertainties: record.uncertainties,
  };
  return {
    timestamp: record.timestamp,
    endTimestamp: record.endTimestamp,
    names: Int32Array.from(SETTING_NAMES, (name) => {
      if (name === "rate") return rate;
      return name === "source" ? 1 : names.number(name, record[name]);
    }),
    user: names.number("user", record.user),
    tagSet: names.number("tagSet", Object.keys(record.tags).length > 0 ? JSON.stringify(record.tags) : null),
    requests: record.requests,
    inputUncached: tokens.input - tokens.cacheRead - tokens.cacheWrite,
    cacheRead: tokens.cacheRead,
    cacheWrite: tokens.cacheWrite,
    output: tokens.output,
    reasoning: tokens.reasoning,
    cost,
    costHigh,
    detail,
  };
}

function scopeOf(names: Names, { filters, not }: SwitchQuestion, records: readonly UsageRecord[]): RowCondition | null {
  if (Object.keys(filters).length + Object.keys(not).length === 0) return null;
  return {
    ...NO_SIZES,
    names: [...numbersOf(names, filters, false, records), ...numbersOf(names, not, true, records)],
  };
}

function whereOf(names: Names, { where }: Move, records: readonly UsageRecord[]): RowCondition | null {
  const { only, hours = null, minInput = null, maxInput = null, minOutput = null, maxOutput = null } = where;
  const condition = { hours, minInput, maxInput, minOutput, maxOutput, names: numbersOf(names, only, false, records) };
  const isLimited =
    condition.names.length > 0 || [hours, minInput, maxInput, minOutput, maxOutput].some((one) => one !== null);
  return isLimited ? condition : null;
}

const NO_SIZES = { hours: null, minInput: null, maxInput: null, minOutput: null, maxOutput: null };

function numbersOf(
  names: Names,
  filters: SwitchQuestion["filters"],
  isExcluded: boolean,
  records: readonly UsageRecord[],
): RowCondition["names"] {
  return (Object.entries(filters) as [string, readonly (string | null)[]][]).map(([dimension, values]) => {
    if (!dimension.startsWith("tag.")) {
      const name = dimension as "project";
      return { name, numbers: values.map((value) => names.number(dimension, value)), isExcluded };
    }
    const key = dimension.slice(4);
    const sets = [{}, ...records.map(({ tags }) => tags)].filter((tags) =>
      values.includes((tags as Record<string, string>)[key] ?? null),
    );
    const numbers = sets.map((tags) =>
      names.number("tagSet", Object.keys(tags).length > 0 ? JSON.stringify(tags) : null),
    );
    return { name: "tagSet" as const, numbers: [...new Set(numbers)], isExcluded };
  });
}

function numberIn(conditions: RowCondition[], condition: RowCondition | null): number | null {
  if (!condition) return null;
  const text = JSON.stringify(condition);
  const known = conditions.findIndex((one) => JSON.stringify(one) === text);
  return known >= 0 ? known : conditions.push(condition) - 1;
}
