import { hrefWith } from "@/components/filters/page-params";

/** Parameters of other pages that say how they show what is asked, not what is. */
const OF_OTHER_PAGES = ["groupBy", "measure", "granularity", "compare", "sort", "rows", "cursor", "by"];

/** Where it is told why the spend of a page's address differs from the period before, with parameters changed. */
export function changesHref(
  params: URLSearchParams,
  changes: Readonly<Record<string, string | readonly string[] | null>> = {},
): string {
  const without = Object.fromEntries(OF_OTHER_PAGES.map((name) => [name, null]));
  return hrefWith("/changes", params, { ...without, ...changes });
}
