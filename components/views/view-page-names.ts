import type { ViewPage } from "@/lib/spend/saved-view";

/** What the pages of saved views are called. */
export const VIEW_PAGE_NAMES: Readonly<Record<ViewPage, string>> = {
  overview: "Overview",
  explore: "Explore",
  records: "Records",
  changes: "What changed?",
};
