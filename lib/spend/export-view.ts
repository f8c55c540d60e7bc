/** What an export may tell usage apart by: the first is worth more than all after it. */
export const VIEW_DIMENSIONS = ["model", "serviceTier", "project", "apiKey", "user", "region", "tags"] as const;
export type ViewDimension = (typeof VIEW_DIMENSIONS)[number];

/** Whether an export calls a project, key or user by its number at the provider or by its name. */
export type Wording = "ids" | "names";

/**
 * How an export tells usage: as what kind of account (`family`, see ledger-formats), in periods of how many seconds (0: not
 * stated), and by which dimensions. Two exports of one view tell the same usage in the same rows.
 */
export interface ExportView {
  family: string;
  seconds: number;
  told: ReadonlyMap<ViewDimension, Wording>;
}

/** A view as it is stored and as the API names it, such as `openai-usage/86400/model,project:ids`. */
export function viewText({ family, seconds, told }: ExportView): string {
  const dimensions = VIEW_DIMENSIONS.filter((dimension) => told.has(dimension)).map((dimension) =>
    told.get(dimension) === "ids" ? `${dimension}:ids` : dimension,
  );
  return `${family}/${seconds}/${dimensions.join(",")}`;
}

/** Reads what `viewText` wrote. */
export function viewOf(text: string): ExportView {
  const [family = "", seconds = "0", dimensions = ""] = text.split("/");
  const told = new Map<ViewDimension, Wording>();
  for (const named of dimensions.split(",")) {
    const [name, wording] = named.split(":");
    const dimension = VIEW_DIMENSIONS.find((one) => one === name);
    if (dimension) told.set(dimension, wording === "ids" ? "ids" : "names");
  }
  return { family, seconds: Number(seconds), told };
}

/**
 * Orders views, the finer first: by the dimensions they tell (the tier is part of the price, so it is worth more than the
 * project), then by shorter periods, then those with names. No two different views are equal.
 */
export function compareViews(one: ExportView, other: ExportView): number {
  return (
    fineness(other) - fineness(one) ||
    (one.seconds || Number.MAX_SAFE_INTEGER) - (other.seconds || Number.MAX_SAFE_INTEGER) ||
    countIds(one) - countIds(other) ||
    (viewText(one) < viewText(other) ? -1 : 1)
  );
}

function fineness({ told }: ExportView): number {
  return VIEW_DIMENSIONS.reduce((sum, dimension) => sum * 2 + (told.has(dimension) ? 1 : 0), 0);
}

function countIds({ told }: ExportView): number {
  return [...told.values()].filter((wording) => wording === "ids").length;
}

const WORDS: Readonly<Record<ViewDimension, string>> = {
  model: "model",
  serviceTier: "service tier",
  project: "project",
  apiKey: "key",
  user: "user",
  region: "region",
  tags: "kind",
};

/** A view for people, such as "days by model and project". */
export function describeView({ seconds, told }: ExportView): string {
  const names = VIEW_DIMENSIONS.filter((dimension) => told.has(dimension)).map((dimension) => WORDS[dimension]);
  const last = names.pop();
  const by = names.length > 0 ? `${names.join(", ")} and ${last}` : last;
  return by === undefined ? `${periodsOf(seconds)}, not told apart` : `${periodsOf(seconds)} by ${by}`;
}

function periodsOf(seconds: number): string {
  if (seconds === 86_400) return "days";
  if (seconds === 3600) return "hours";
  if (seconds === 60) return "minutes";
  return seconds === 0 ? "sums" : `periods of ${seconds} s`;
}
