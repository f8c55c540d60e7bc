import { type FactText, factName, factText, formatKinds, formatRate, yesOrNo } from "@/components/catalogue/fact-text";
import { type CatalogueModel, USAGE_TIER_LABELS, USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { type Fact, settle } from "@/lib/catalogue/fact";
import { type FactList, listedFact, listedNames } from "@/lib/catalogue/listed-fact";
import { formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";

/** What a column says in a row. */
export interface CompareCell extends FactText {
  /** The fact is whether the model can do something. */
  isYesOrNo: boolean;
  /** A rating: what it rates, and the level from 1 to 5 where a source gives one. */
  rating: { label: string; level: number | null } | null;
  /** Said beside the value. */
  aside: string | null;
}

/** Whether the columns differ; unknown where a column is and the others agree. */
export type Difference = "differs" | "same" | "unknown";

/** A row of the comparison with a cell for every model. */
export interface CompareRow {
  id: string;
  label: string;
  cells: CompareCell[];
  difference: Difference;
}

/** Rows that belong together. */
export interface CompareSection {
  id: string;
  title: string;
  note: string | null;
  rows: CompareRow[];
}

/** Every row of the comparison, in the order of OpenAI's Compare page, with what that page leaves out in its place. */
export function compareSections(models: readonly CatalogueModel[]): CompareSection[] {
  return [
    section("model", "Model", null, [
      row("tagline", "Tagline", models, ({ tagline }) => valueCell(tagline, String)),
      ratingRow("ability", 0, models),
      ratingRow("speed", 1, models),
      row("input-types", "Input", models, ({ inputTypes }) => valueCell(inputTypes, formatKinds)),
      row("output-types", "Output", models, ({ outputTypes }) => valueCell(outputTypes, formatKinds)),
      row("reasoning", "Reasoning tokens", models, ({ reasoningTokens }) => yesNoCell(reasoningTokens)),
    ]),
    section("prices", "Price per 1M tokens", "Text tokens at the standard service tier, in USD, as of now.", [
      row("price-input", "Input", models, ({ prices }) => priceCell(prices.input, "no price")),
      row("price-cached", "Cached input", models, ({ prices }) => priceCell(prices.cachedInput, "as input")),
      row("price-write", "Cache write", models, ({ prices }) => priceCell(prices.cacheWrite, "as input")),
      row("price-output", "Output", models, ({ prices }) => priceCell(prices.output, "no price")),
    ]),
    section("limits", "Limits", null, [
      row("context", "Context window", models, ({ contextWindow }) => tokensCell(contextWindow)),
      row("max-input", "Max input tokens", models, ({ maxInputTokens }) => tokensCell(maxInputTokens)),
      row("max-output", "Max output tokens", models, ({ maxOutputTokens }) => tokensCell(maxOutputTokens)),
      row("cutoff", "Knowledge cut-off", models, ({ knowledgeCutoff }) => valueCell(knowledgeCutoff, formatUtcDay)),
    ]),
    listSection("endpoints", "Endpoints", models),
    listSection("features", "Features", models),
    listSection("tools", "Tools", models),
    ...rateLimitSections(models),
  ].filter(({ rows }) => rows.length > 0);
}

/** The sections with only the rows in which the columns do not all agree. */
export function withoutSameRows(sections: readonly CompareSection[]): CompareSection[] {
  return sections
    .map((one) => ({ ...one, rows: one.rows.filter(({ difference }) => difference !== "same") }))
    .filter(({ rows }) => rows.length > 0);
}

function section(id: string, title: string, note: string | null, rows: CompareRow[]): CompareSection {
  return { id, title, note, rows };
}

function row(
  id: string,
  label: string,
  models: readonly CatalogueModel[],
  cellOf: (model: CatalogueModel) => CompareCell,
): CompareRow {
  const cells = models.map(cellOf);
  return { id, label, cells, difference: differenceOf(cells) };
}

function differenceOf(cells: readonly CompareCell[]): Difference {
  const known = new Set(cells.flatMap((cell) => meaning(cell) ?? []));
  if (known.size > 1) return "differs";
  return cells.some((cell) => meaning(cell) === null) ? "unknown" : "same";
}

/** What a cell says, comparable with others; null when that is nothing. */
function meaning({ text, state, rating, isYesOrNo }: CompareCell): string | null {
  if (rating) return rating.level === null ? null : `${rating.label} ${rating.level}`;
  if (isYesOrNo) return state === "unknown" ? null : state;
  return text;
}

function valueCell<Value>(fact: Fact<Value>, write: (value: Value) => string): CompareCell {
  return { ...factText(fact, write), isYesOrNo: false, rating: null, aside: null };
}

function yesNoCell(fact: Fact<boolean>): CompareCell {
  return { ...factText(fact, yesOrNo), isYesOrNo: true, rating: null, aside: null };
}

function tokensCell(fact: Fact<number>): CompareCell {
  return valueCell(fact, formatCount);
}

/** A class without a rate of its own bills at the input rate (`instead`). */
function priceCell(fact: Fact<string>, instead: string): CompareCell {
  const cell = valueCell(fact, formatRate);
  if (fact.state === "unsupported") return { ...cell, text: instead };
  return { ...cell, aside: cell.printed && `printed as ${cell.printed} on OpenAI's page` };
}

function ratingRow(id: string, index: number, models: readonly CatalogueModel[]): CompareRow {
  const labels = [...new Set(models.flatMap(({ ratings }) => ratings[index]?.label ?? []))];
  return row(id, eitherOf(labels), models, ({ ratings }) => {
    const rating = ratings[index];
    const level = rating?.level ?? settle<number>(null);
    return {
      ...valueCell(level, (value) => `${value} of 5`),
      rating: { label: rating?.label ?? "", level: level.value },
    };
  });
}

function eitherOf([first = "", ...others]: readonly string[]): string {
  return [first, ...others.map((label) => label.toLowerCase())].join(" or ");
}

function listSection(list: FactList, title: string, models: readonly CatalogueModel[]): CompareSection {
  const rows = listedNames(models, list).map((name) =>
    row(`${list}-${name}`, factName(name), models, (model) => yesNoCell(listedFact(model, list, name))),
  );
  return section(list, title, null, rows);
}

/** One section for prompts of any size, and one for every size from which on some model has limits of its own. */
function rateLimitSections(models: readonly CatalogueModel[]): CompareSection[] {
  const sizes = models.flatMap(({ rateLimits }) => rateLimits.map(({ abovePromptTokens }) => abovePromptTokens));
  return [...new Set(sizes)]
    .sort((a, b) => (a ?? 0) - (b ?? 0))
    .map((above) => {
      const rows = USAGE_TIERS.map((tier) =>
        row(`tpm-${above ?? "all"}-${tier}`, USAGE_TIER_LABELS[tier], models, ({ rateLimits }) => {
          const group = rateLimits.find(({ abovePromptTokens }) => abovePromptTokens === above);
          return tokensCell(group?.tiers[tier].tokensPerMinute ?? settle<number>(null));
        }),
      );
      return above === null
        ? section("rate-limits", "Rate limits, tokens per minute", "By your usage tier at OpenAI.", rows)
        : section(
            `rate-limits-${above}`,
            `Rate limits for prompts over ${formatCount(above)} tokens`,
            "Tokens per minute, where a model has limits of its own for long prompts.",
            rows,
          );
    });
}
