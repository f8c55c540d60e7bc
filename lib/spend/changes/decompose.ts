import { addUsd, type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import {
  type CellKey,
  type CellUsage,
  type ChangeCell,
  CLASSES,
  inputOf,
  type TokenClass,
  tokensOf,
} from "./change-cell";

/** Causes of a change, in the order in which they are told apart. */
export const CAUSES = ["volume", "mix", "tokens", "cache", "price"] as const;
export type Cause = (typeof CAUSES)[number];

/** How much of a change each cause made; together exactly the change. */
export type Effects = Readonly<Record<Cause, FemtoUsd>>;

/** A change of cost and what made it. */
export interface Change {
  before: FemtoUsd;
  after: FemtoUsd;
  effects: Effects;
}

/** The change of one model in one project. */
export interface CellChange extends CellKey, Change {}

/**
 * Splits the difference of cost between two periods into causes, cell by cell:
 *
 * - volume: each project makes more or fewer requests, all else as before;
 * - mix: its requests go to other models;
 * - tokens: a request has more or fewer input and output tokens;
 * - cache: other shares of the input are read from and written to caches;
 * - price: a token costs more or less, by rates, tiers and discounts.
 *
 * Each step replaces one factor of the period before by that of the period after, so that the steps lead from one cost
 * to the other and leave nothing over: amounts are rounded to whole femto-USD before their differences are taken. A
 * project that is new (or gone) is volume, a model that is new in a project is mix.
 */
export function decompose(cells: readonly ChangeCell[]): CellChange[] {
  const projects = new Map<string | null, ChangeCell[]>();
  for (const cell of cells) projects.set(cell.project, [...(projects.get(cell.project) ?? []), cell]);
  return [...projects.values()].flatMap((own) => {
    const size = sizeIn(own);
    const before = own.reduce((sum, cell) => sum + size(cell.before), 0n);
    const after = own.reduce((sum, cell) => sum + size(cell.after), 0n);
    return own.map((cell) => changeOf(cell, size, { before, after }));
  });
}

/** The sum of changes. */
export function sumChanges(changes: readonly Change[]): Change {
  const sum = (value: (change: Change) => FemtoUsd) => addUsd(...changes.map(value));
  return {
    before: sum(({ before }) => before),
    after: sum(({ after }) => after),
    effects: Object.fromEntries(CAUSES.map((cause) => [cause, sum(({ effects }) => effects[cause])])) as Effects,
  };
}

type Size = (usage: CellUsage) => bigint;

/** Volume is counted in requests; in tokens where a project has usage whose requests nobody counted. */
function sizeIn(cells: readonly ChangeCell[]): Size {
  const isUncounted = (usage: CellUsage) => usage.requests === 0n && (tokensOf(usage) > 0n || usage.cost > 0n);
  const anyUncounted = cells.some(({ before, after }) => isUncounted(before) || isUncounted(after));
  return anyUncounted ? tokensOf : ({ requests }) => requests;
}

function changeOf(cell: ChangeCell, size: Size, project: { before: bigint; after: bigint }): CellChange {
  const { before, after, ...key } = cell;
  const levels = levelsOf(before, after, size, project);
  const effects = Object.fromEntries(
    CAUSES.map((cause, index) => [cause, femtoUsd((levels[index + 1] ?? 0n) - (levels[index] ?? 0n))]),
  ) as Effects;
  return {
    project: key.project,
    provider: key.provider,
    model: key.model,
    before: before.cost,
    after: after.cost,
    effects,
  };
}

/** Costs from the one before to the one after, with one more factor replaced at each step. */
function levelsOf(
  before: CellUsage,
  after: CellUsage,
  size: Size,
  project: { before: bigint; after: bigint },
): readonly bigint[] {
  const first = before.cost;
  const last = after.cost;
  // A project that was not there before, or of which nothing says how large it was.
  if (project.before === 0n) return [first, last, last, last, last, last];
  const moreRequests = fraction(first * project.after, project.before);
  // A model that the project did not use before.
  if (size(before) === 0n) return [first, moreRequests, last, last, last, last];
  const otherModels = fraction(first * size(after), size(before));
  const listed = CLASSES.reduce((sum, one) => sum + before.listed[one], 0n);
  // Without usage there are no tokens; without rates there is nothing to price other tokens at.
  if (size(after) === 0n || listed === 0n) return [first, moreRequests, otherModels, otherModels, otherModels, last];
  return [
    first,
    moreRequests,
    otherModels,
    atRatesOf(before, listed, sharedAs(before, after)),
    atRatesOf(before, listed, exactly(after)),
    last,
  ];
}

/** A number of tokens that need not be whole. */
interface Share {
  part: bigint;
  whole: bigint;
}

/** The tokens of a period, their input shared out to caches as in another. */
function sharedAs(before: CellUsage, after: CellUsage): Readonly<Record<TokenClass, Share>> {
  const [input, earlier] = [inputOf(after.tokens), inputOf(before.tokens)];
  if (earlier === 0n) return exactly(after);
  const shared = (one: TokenClass) => ({ part: input * before.tokens[one], whole: earlier });
  return {
    inputUncached: shared("inputUncached"),
    cacheRead: shared("cacheRead"),
    cacheWrite: shared("cacheWrite"),
    output: { part: after.tokens.output, whole: 1n },
  };
}

function exactly({ tokens }: CellUsage): Readonly<Record<TokenClass, Share>> {
  const whole = (one: TokenClass) => ({ part: tokens[one], whole: 1n });
  return {
    inputUncached: whole("inputUncached"),
    cacheRead: whole("cacheRead"),
    cacheWrite: whole("cacheWrite"),
    output: whole("output"),
  };
}

/**
 * What tokens would cost at what tokens of their classes cost before. Where that was not the rates of the cards alone
 * (long prompts, audio, calls), every class is dearer or cheaper by the same factor.
 */
function atRatesOf(before: CellUsage, listed: bigint, tokens: Readonly<Record<TokenClass, Share>>): bigint {
  let [numerator, denominator] = [0n, 1n];
  for (const one of CLASSES) {
    const { part, whole } = tokens[one];
    const used = before.tokens[one];
    const [up, down] = used > 0n ? [part * before.listed[one], whole * used] : [part * before.rates[one], whole];
    [numerator, denominator] = [numerator * down + up * denominator, denominator * down];
  }
  return fraction(numerator * before.cost, denominator * listed);
}

/** A quotient of numbers that are not negative, to the nearest whole. */
function fraction(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}
