"use client";

import type { SavedView, ViewPage } from "@/lib/spend/saved-view";
import { Dialog } from "../ui/dialog";
import { ViewRow } from "./view-row";

interface ManageViewsProps {
  open: boolean;
  onClose: () => void;
  /** What is shown now, which can be saved in a view of the page. */
  page: ViewPage;
  query: string;
  views: readonly SavedView[];
  canShare: boolean;
}

/** Renames, shares, updates and deletes views. */
export function ManageViews({ open, onClose, page, query, views, canShare }: ManageViewsProps) {
  const changeable = views.filter(({ canChange }) => canChange);
  return (
    <Dialog open={open} onClose={onClose} title="Saved views" size="wide">
      {changeable.length === 0 && <p className="text-muted">There are none left.</p>}
      <ul className="flex flex-col divide-y divide-line">
        {changeable.map((view) => (
          <ViewRow
            key={view.id}
            view={view}
            canShare={canShare}
            shown={view.page === page && view.query !== query ? query : null}
          />
        ))}
      </ul>
    </Dialog>
  );
}
