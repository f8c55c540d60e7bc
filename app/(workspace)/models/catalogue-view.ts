/** What the catalogue can be sorted by; "use" is the order of what matters to the organisation. */
export const CATALOGUE_SORTS = [
  "use",
  "name",
  "provider",
  "input",
  "cachedInput",
  "output",
  "contextWindow",
  "maxOutputTokens",
] as const;

/** An order of the catalogue. */
export type CatalogueSort = (typeof CATALOGUE_SORTS)[number];

/** Context windows people look for, in tokens. */
export const CONTEXT_CHOICES = [128_000, 200_000, 400_000, 1_000_000] as const;

/** Input prices people draw a line at, in USD per million tokens. */
export const PRICE_CHOICES = ["0.1", "0.5", "1", "2.5", "5"] as const;

/** Whether models are still offered. */
export const STATUS_CHOICES = { current: "Not deprecated", deprecated: "Deprecated", used: "Used by you" } as const;

/** A choice of models by status. */
export type StatusChoice = keyof typeof STATUS_CHOICES;

/** What the address of the catalogue asks for. */
export interface CatalogueView {
  search: string;
  provider: string | null;
  minContext: number | null;
  /** USD per million input tokens. */
  maxPrice: string | null;
  feature: string | null;
  status: StatusChoice | null;
  sort: CatalogueSort;
  direction: "asc" | "desc";
  /** From 1. */
  page: number;
  /** Ids chosen to be compared. */
  chosen: readonly string[];
}

const MOST_CHOSEN = 4;

/**
 * Reads the address of the catalogue: `search`, `provider`, `context`, `price`, `feature`, `status`, `sort`, `direction`,
 * `page` and `compare` (repeated). What makes no sense is left out.
 */
export function catalogueView(params: URLSearchParams): CatalogueView {
  const stated = (name: string) => params.get(name)?.trim() || null;
  const sort = CATALOGUE_SORTS.find((one) => one === stated("sort")) ?? "use";
  const page = Number(stated("page") ?? 1);
  const status = stated("status");
  return {
    search: (stated("search") ?? "").slice(0, 200),
    provider: stated("provider"),
    minContext: CONTEXT_CHOICES.find((size) => String(size) === stated("context")) ?? null,
    maxPrice: PRICE_CHOICES.find((price) => price === stated("price")) ?? null,
    feature: stated("feature"),
    status: status !== null && Object.hasOwn(STATUS_CHOICES, status) ? (status as StatusChoice) : null,
    sort,
    direction: stated("direction") === "desc" ? "desc" : "asc",
    page: Number.isSafeInteger(page) && page > 0 ? page : 1,
    chosen: [...new Set(params.getAll("compare").filter(Boolean))].slice(0, MOST_CHOSEN),
  };
}

/** Whether the view leaves out some models. */
export function isFiltered(view: CatalogueView): boolean {
  const { search, provider, minContext, maxPrice, feature, status } = view;
  return search !== "" || [provider, minContext, maxPrice, feature, status].some((choice) => choice !== null);
}
