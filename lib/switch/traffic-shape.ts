import { modelLimits } from "@/lib/catalogue/model-limits";
import type { PriceBook } from "@/lib/pricing/price-book";
import { bucketsOf, type Period, startOfDay } from "@/lib/spend/period";
import { type Instant, instantFromDate } from "@/lib/usage/instant";
import type { Band } from "./levers";
import { type ChangeKind, hasDailyWindows, priceChanges } from "./price-changes";
import type { Candidate } from "./ranking";
import { isModel } from "./selection";
import { above, longContextFrom, type Position, sortedEdges } from "./size-edges";
import { fitEdges, outputEdges } from "./size-limits";
import type { ResolvedMove } from "./splits";
import type { SwitchQuestion } from "./switch-question";
import type { CostShape, PriceSpans } from "./traffic/cost-table";
import { SizeBuckets } from "./traffic/size-buckets";
import type { SizeShape } from "./traffic/size-table";

/** How traffic has to be told apart for a question's answers to be exact. */
export interface TrafficShape {
  costs: CostShape;
  /** Null where no ranking is asked for. */
  ranking: CostShape | null;
  sizes: SizeShape;
  /** The same without what only this question needs: prompts at limits it states, outputs at which its factor reaches one. */
  usualSizes: SizeShape;
  /** Prompt sizes above which there are rate limits of their own. */
  long: SizeBuckets;
  /** Starts of the reporting days, milliseconds; the first is the period's. */
  days: readonly number[];
  /** What tables depend on, beside the book, the day and the records: the same text where it is the same. */
  keys: Readonly<Record<"costs" | "usualSizes" | "sizes" | "minutes", string>>;
}

/** Aggregates that begin in the period may end after it: prices are looked at until then. */
const LONGEST_AGGREGATE_DAYS = 31;

/** Latest instant at which a price can matter. */
export function lastPriceInstant(to: Date): Instant {
  return instantFromDate(new Date(to.getTime() + LONGEST_AGGREGATE_DAYS * 86_400_000));
}

/** The shape of a question's traffic: fine enough for its moves, and for every model there is. */
export function trafficShape(
  book: PriceBook,
  question: SwitchQuestion,
  moves: readonly ResolvedMove[],
  catalogue: readonly Candidate[],
): TrafficShape {
  const others = moves
    .map(({ target }) => target)
    .filter((target) => !catalogue.some(({ match }) => isModel(match, target)));
  const candidates = [...catalogue, ...others.map((match) => ({ match, limits: modelLimits(book, match) }))];
  const edges = sizeEdges(book, catalogue, candidates);
  const outputs = ownOutputEdges(moves, candidates, question.levers.outputFactor);
  const limits = question.ownLimits.flatMap(({ abovePromptTokens }) => abovePromptTokens ?? []).map(above);
  const prompts = [...limits, ...question.ownLimits.flatMap(({ tokensPerMinute }) => tokensPerMinute ?? []).map(above)];
  const usualSizes = { prompt: edges.prompt, total: edges.total, output: edges.output };
  const sizes = {
    ...usualSizes,
    prompt: withEdges(edges.prompt, prompts),
    output: withEdges(edges.output, outputs),
  };
  const kind = changesNeeded(book, question, moves);
  const named = others.map(({ provider, model }) => [provider, model]);
  const names = ["provider", "model", "serviceTier", "region"] as const;
  return {
    costs: {
      names: [...names, "project", "rate"],
      spans: priceSpans(book, question, candidates, kind),
      spansAlone: kind === "dated",
      contexts: edges.contexts,
    },
    ranking:
      question.rankingLimit === 0
        ? null
        : {
            names: book.dependsOnProject ? [...names, "project"] : names,
            spans: priceSpans(book, question, candidates, kind === "everyDay" ? kind : "all"),
            spansAlone: false,
            contexts: edges.contexts,
          },
    sizes,
    usualSizes,
    long: withEdges(edges.long, limits),
    days: bucketsOf(question, "day", question.timeZone).map(({ from }) => from.getTime()),
    keys: {
      costs: JSON.stringify([question.timeZone, kind, named]),
      usualSizes: JSON.stringify([question.timeZone, [], [], named]),
      sizes: JSON.stringify([question.timeZone, outputs, prompts, named]),
      minutes: JSON.stringify([question.timeZone, limits, named]),
    },
  };
}

/** Buckets with further edges; the same ones where there are none. */
function withEdges(buckets: SizeBuckets, further: readonly Position[]): SizeBuckets {
  return further.length === 0 ? buckets : new SizeBuckets(sortedEdges([...buckets.edges, ...further]));
}

interface CatalogueEdges {
  contexts: SizeBuckets;
  prompt: SizeBuckets;
  total: SizeBuckets;
  output: SizeBuckets;
  long: SizeBuckets;
}

/** What is looked at of a model. */
type Limited = Pick<Candidate, "match" | "limits">;

const remembered = new WeakMap<readonly Limited[], CatalogueEdges>();

/** Every size at which some model's price or limit changes; of the catalogue made once. */
function sizeEdges(book: PriceBook, catalogue: readonly Limited[], all: readonly Limited[]): CatalogueEdges {
  const key = all.length === catalogue.length ? catalogue : all;
  let edges = remembered.get(key);
  if (!edges) {
    const fit = all.map(({ limits }) => fitEdges(limits));
    const cards = all.flatMap(({ match }) => book.cardsOf(match.provider, match.model));
    const long = all.flatMap(({ limits }) => limits.rateLimits.flatMap((group) => group.abovePromptTokens ?? []));
    const buckets = (positions: Position[]) => new SizeBuckets(sortedEdges(positions));
    edges = {
      contexts: buckets(cards.flatMap(({ longContext }) => longContext.map(longContextFrom))),
      prompt: buckets(fit.flatMap(({ prompt }) => prompt)),
      total: buckets(fit.flatMap(({ total }) => total)),
      output: buckets(fit.flatMap(({ output }) => output)),
      long: buckets(long.map(above)),
    };
    remembered.set(key, edges);
  }
  return edges;
}

function changesNeeded(book: PriceBook, { prices }: SwitchQuestion, moves: readonly ResolvedMove[]): ChangeKind {
  if (prices.kind === "fixed") return "everyDay";
  return moves.some(({ target }) => hasDailyWindows(book, target)) ? "all" : "dated";
}

/** Outputs that reach a target's limit once they have grown as the asker says. */
function ownOutputEdges(
  moves: readonly ResolvedMove[],
  candidates: readonly Limited[],
  factor: Band | null,
): Position[] {
  if (!factor) return [];
  const targets = new Set(moves.map(({ target }) => `${target.provider}/${target.model}`));
  const limits = candidates.filter(({ match }) => targets.has(`${match.provider}/${match.model}`));
  return sortedEdges(
    limits.flatMap((candidate) =>
      [factor.low, factor.expected, factor.high].flatMap((value) => outputEdges(candidate.limits, value)),
    ),
  );
}

/** Days of the question's zone, cut at every change of a price, and on for as long as an aggregate may last. */
function priceSpans(
  book: PriceBook,
  { from, to, timeZone }: Period & { timeZone: string },
  candidates: readonly Limited[],
  kind: ChangeKind,
): PriceSpans {
  // From a day before: tables are made of whole days of the organisation's own zone.
  const period = {
    from: startOfDay(from, timeZone, -2),
    to: new Date(to.getTime() + (LONGEST_AGGREGATE_DAYS + 2) * 86_400_000),
  };
  const models = candidates.map(({ match }) => match);
  const changes = new Set(priceChanges(book, models, instantFromDate(period.from), instantFromDate(period.to), kind));
  const days = bucketsOf(period, "day", timeZone).map((day) => instantFromDate(day.from));
  const starts = [...new Set([...days, ...changes])].sort((a, b) => a - b);
  let count = 0;
  return {
    starts: Float64Array.from(starts),
    changes: Int32Array.from(starts, (start) => {
      if (changes.has(start)) count += 1;
      return count;
    }),
  };
}

/** The spans that matter to records of a day, `[start, end)` in microseconds. */
export function spansOfDay({ starts, changes }: PriceSpans, start: number, end: number): PriceSpans {
  const last = end + LONGEST_AGGREGATE_DAYS * 86_400_000_000;
  let first = 0;
  while (first + 1 < starts.length && (starts[first + 1] as number) <= start) first += 1;
  let after = first + 1;
  while (after < starts.length && (starts[after] as number) < last) after += 1;
  return { starts: starts.slice(first, after), changes: changes.slice(first, after) };
}
