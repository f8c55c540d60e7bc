import { compareViews, type ExportView, type ViewDimension } from "./export-view";

/** Sums of a part of what a view tells, with the numbers of the names it is told by (0: none). */
export interface ViewCell {
  names: Readonly<Record<ComparedDimension, number>>;
  input: bigint;
  output: bigint;
  /** Null where it is not told. */
  requests: bigint | null;
  /** Images, seconds and the like, all kinds together. */
  calls: number;
}

/** What all exports of one view tell of a day, provider and kind of usage: at least one cell. */
export interface ToldView {
  view: ExportView;
  text: string;
  /** The beginning of the first period and the end of the last. */
  from: Date;
  to: Date;
  cells: readonly ViewCell[];
}

/**
 * What becomes of a view on a day: it counts; it is set aside, since another one that counts tells the same; or it counts
 * although it may tell what another one tells too.
 */
export type Standing = "counts" | "aside" | "doubtful";

/** The same with the view that tells what one tells that is set aside. */
export interface Decision {
  standing: Standing;
  toldBy: string | null;
}

/** In place of a view, what a person says whose exports are of different accounts: all count. */
export const ALL_VIEWS = "all";

/** Whether one view tells what another one tells: it does, the two are of different usage, or nobody knows. */
type Relation = "tells" | "apart" | "unknown";

/**
 * Decides which of the views of one day, provider and kind of usage count. Of views that tell the same one does: the one
 * that tells most, and of equal ones the finest (`compareViews`). `stated` is what a person said: a view that counts
 * wherever it is there, or that all do. The order in which the views are given makes no difference.
 */
export function decisionsOf(views: readonly ToldView[], stated: string | null): Map<string, Decision> {
  const decisions = new Map<string, Decision>(views.map(({ text }) => [text, { standing: "counts", toldBy: null }]));
  if (stated === ALL_VIEWS) return decisions;
  const counting: ToldView[] = [];
  for (const view of inOrder(views, stated)) {
    const relations = counting.map((other) => {
      const relation = relationOf(other, view);
      return { other, relation: other.text === stated && relation === "unknown" ? "tells" : relation };
    });
    const teller = relations.find(({ relation }) => relation === "tells");
    if (teller) {
      decisions.set(view.text, { standing: "aside", toldBy: teller.other.text });
      continue;
    }
    for (const { other, relation } of relations) {
      if (relation !== "unknown") continue;
      for (const { text } of [view, other]) decisions.set(text, { standing: "doubtful", toldBy: null });
    }
    counting.push(view);
  }
  return decisions;
}

/** What may tell all that another one tells comes before it. */
function inOrder(views: readonly ToldView[], stated: string | null): ToldView[] {
  const sized = views.map((view) => ({ view, ...sizeOf(view.cells) }));
  const saysRequests = sized.every(({ requests }) => requests !== null);
  return sized
    .sort(
      (one, other) =>
        Number(other.view.text === stated) - Number(one.view.text === stated) ||
        compare(other.tokens, one.tokens) ||
        other.calls - one.calls ||
        (saysRequests ? compare(other.requests ?? 0n, one.requests ?? 0n) : 0) ||
        compareViews(one.view.view, other.view.view),
    )
    .map(({ view }) => view);
}

function sizeOf(cells: readonly ViewCell[]) {
  const { input, output, requests, calls } = cells.reduce(addCells);
  return { tokens: input + output, requests, calls };
}

/** Names by which two exports of one account can be compared. Tiers are not: what one calls "default" another leaves open. */
const COMPARED = ["model", "project", "apiKey", "user"] as const satisfies readonly ViewDimension[];
type ComparedDimension = (typeof COMPARED)[number];
/** A project, a key and a user are of one account. */
const OF_ONE_ACCOUNT: readonly ComparedDimension[] = ["project", "apiKey", "user"];

/**
 * Whether `one` tells what `other` tells. They are apart where their periods do not meet, or where both tell of projects
 * (keys, users), in the same words, and of no common one. It does where none of its sums, by all that both tell of, is
 * smaller: what an account has used only grows, and what an export was limited to is a part.
 */
function relationOf(one: ToldView, other: ToldView): Relation {
  if (one.to <= other.from || other.to <= one.from) return "apart";
  const shared = COMPARED.filter((dimension) => {
    const wording = one.view.told.get(dimension);
    return wording !== undefined && wording === other.view.told.get(dimension);
  });
  if (shared.some((dimension) => OF_ONE_ACCOUNT.includes(dimension) && isDisjoint(one, other, dimension)))
    return "apart";
  const [whole, part] = [sumsBy(shared, one.cells), sumsBy(shared, other.cells)];
  return [...part].every(([key, sums]) => isWithin(sums, whole.get(key))) ? "tells" : "unknown";
}

function isDisjoint(one: ToldView, other: ToldView, dimension: ComparedDimension): boolean {
  const names = new Set(one.cells.map((cell) => cell.names[dimension]));
  return !other.cells.some((cell) => names.has(cell.names[dimension]));
}

function sumsBy(dimensions: readonly ComparedDimension[], cells: readonly ViewCell[]): Map<string, ViewCell> {
  const sums = new Map<string, ViewCell>();
  for (const cell of cells) {
    const key = dimensions.map((dimension) => cell.names[dimension]).join();
    const sum = sums.get(key);
    sums.set(key, sum ? addCells(sum, cell) : cell);
  }
  return sums;
}

function addCells(one: ViewCell, other: ViewCell): ViewCell {
  return {
    names: one.names,
    input: one.input + other.input,
    output: one.output + other.output,
    requests: one.requests === null || other.requests === null ? null : one.requests + other.requests,
    calls: one.calls + other.calls,
  };
}

function isWithin(part: ViewCell, whole: ViewCell | undefined): boolean {
  if (!whole) return false;
  const isFewer = part.requests === null || whole.requests === null || part.requests <= whole.requests;
  return isFewer && part.input <= whole.input && part.output <= whole.output && part.calls <= whole.calls;
}

function compare(one: bigint, other: bigint): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
