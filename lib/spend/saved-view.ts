/** Pages whose states can be saved, with their paths. */
export const VIEW_PATHS = {
  overview: "/overview",
  explore: "/explore",
  records: "/explore/records",
  changes: "/changes",
} as const;

/** A page whose states can be saved. */
export type ViewPage = keyof typeof VIEW_PATHS;

/** Names of the pages, in the order of the navigation. */
export const VIEW_PAGES = Object.keys(VIEW_PATHS) as ViewPage[];

/** A named state of a page, as who asks for it sees it. */
export interface SavedView {
  id: string;
  name: string;
  page: ViewPage;
  /** What the address asks, see viewQuery. */
  query: string;
  /** Every member sees it. */
  shared: boolean;
  /** Who asks made it. */
  mine: boolean;
  /** Who asks may change it. */
  canChange: boolean;
  createdAt: Date;
  updatedAt: Date;
}

/** Longest name and query that can be saved. */
export const LONGEST_VIEW_NAME = 80;
export const LONGEST_VIEW_QUERY = 6000;

/** The query of an address as it is saved: in one order, without what is empty and without the place in a list. */
export function viewQuery(query: string): string {
  const params = new URLSearchParams(query);
  params.delete("cursor");
  const stated = [...params].filter(
    ([name, value]) => value !== "" || name.startsWith("filter.") || name.startsWith("not."),
  );
  const saved = new URLSearchParams(stated);
  saved.sort();
  return saved.toString();
}

/** Where a view leads. */
export function viewHref({ page, query }: Pick<SavedView, "page" | "query">): string {
  return query === "" ? VIEW_PATHS[page] : `${VIEW_PATHS[page]}?${query}`;
}
