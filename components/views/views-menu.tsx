"use client";

import Link from "next/link";
import { useState } from "react";
import { type SavedView, type ViewPage, viewHref, viewQuery } from "@/lib/spend/saved-view";
import { Icon } from "../ui/icon";
import { MENU_ITEM_LOOK, Menu } from "../ui/menu";
import { ManageViews } from "./manage-views";
import { SaveView } from "./save-view";
import { VIEW_PAGE_NAMES } from "./view-page-names";

interface ViewsMenuProps {
  page: ViewPage;
  /** Of the page, as text. */
  params: string;
  views: readonly SavedView[];
  canShare: boolean;
}

/** Goes to saved views, those of this page first; saves what the page shows, and renames, shares and deletes views. */
export function ViewsMenu({ page, params, views, canShare }: ViewsMenuProps) {
  const [dialog, setDialog] = useState<"save" | "manage" | null>(null);
  const query = viewQuery(params);
  const current = views.find((view) => view.page === page && view.query === query);
  const inOrder = [...views.filter((view) => view.page === page), ...views.filter((view) => view.page !== page)];
  const close = () => setDialog(null);
  return (
    <>
      <Menu
        align="end"
        button={
          <>
            <Icon name="bookmark" />
            <span className="max-w-40 truncate">
              <span className="sr-only">Saved views: </span>
              {current?.name ?? "Views"}
            </span>
          </>
        }
        buttonClassName="inline-flex h-8 items-center gap-1.5 border border-line bg-surface px-2.5 text-sm font-medium shadow-low hover:bg-sunken"
      >
        {views.length === 0 && (
          <p className="px-2.5 py-1.5 text-sm text-muted">
            What you look at often can be saved here: period, filters and all.
          </p>
        )}
        <ul aria-label="Saved views">
          {inOrder.map((view) => (
            <li key={view.id}>
              <Link
                href={viewHref(view)}
                prefetch={false}
                aria-current={view === current || undefined}
                className={MENU_ITEM_LOOK}
              >
                <span className="min-w-0 flex-1">
                  <span className="block truncate">{view.name}</span>
                  <span className="block text-xs text-muted">
                    {VIEW_PAGE_NAMES[view.page]}
                    {view.shared && (view.mine ? " · shared by you" : " · shared")}
                  </span>
                </span>
                {view === current && <Icon name="check" className="text-accent" />}
              </Link>
            </li>
          ))}
        </ul>
        <div className="mt-1 border-t border-line pt-1">
          <button type="button" data-closes-menu onClick={() => setDialog("save")} className={MENU_ITEM_LOOK}>
            <Icon name="plus" className="text-muted" />
            Save this view
          </button>
          {views.some(({ canChange }) => canChange) && (
            <button type="button" data-closes-menu onClick={() => setDialog("manage")} className={MENU_ITEM_LOOK}>
              <Icon name="settings" className="text-muted" />
              Manage views
            </button>
          )}
        </div>
      </Menu>
      <SaveView open={dialog === "save"} onClose={close} {...{ page, query, canShare }} />
      <ManageViews open={dialog === "manage"} onClose={close} {...{ page, query, views, canShare }} />
    </>
  );
}
