"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { DIMENSION_LABELS, DIMENSIONS, type Dimension, type Filters } from "@/lib/spend/dimensions";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { MENU_ITEM_LOOK, Menu } from "../ui/menu";
import { FilterValues } from "./filter-values";
import { hrefWith } from "./page-params";

interface FilterMenuProps {
  path: string;
  /** Of the page, as text. */
  params: string;
  filters: Filters;
  /** Values there are to choose from. */
  values: Readonly<Record<Dimension, readonly string[]>>;
}

/** Limits a page to values of a dimension; kept in the URL as `filter.<dimension>`. */
export function FilterMenu({ path, params, filters, values }: FilterMenuProps) {
  const router = useRouter();
  const [dimension, setDimension] = useState<Dimension | null>(null);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!dimension) return;
    const chosen = new FormData(event.currentTarget).getAll("value").map(String);
    const href = hrefWith(path, new URLSearchParams(params), { [`filter.${dimension}`]: chosen });
    setDimension(null);
    router.push(href, { scroll: false });
  }

  return (
    <Menu
      button={
        <>
          <Icon name="filter" />
          <span>Filter</span>
        </>
      }
      buttonClassName="inline-flex h-8 items-center gap-1.5 border border-line bg-surface px-2.5 text-sm font-medium shadow-low hover:bg-sunken"
    >
      {dimension === null ? (
        <ul>
          {DIMENSIONS.map((one) => (
            <li key={one}>
              <button type="button" onClick={() => setDimension(one)} className={MENU_ITEM_LOOK}>
                <span className="flex-1">{DIMENSION_LABELS[one]}</span>
                {filters[one] && <span className="text-sm text-accent">{filters[one].length}</span>}
                <Icon name="chevronRight" className="text-muted" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <form onSubmit={apply} className="flex flex-col gap-2 p-1">
          <button type="button" onClick={() => setDimension(null)} className={MENU_ITEM_LOOK}>
            <Icon name="chevronRight" className="rotate-180 text-muted" />
            <span className="font-medium">{DIMENSION_LABELS[dimension]}</span>
          </button>
          <FilterValues
            key={dimension}
            label={DIMENSION_LABELS[dimension]}
            known={values[dimension]}
            chosen={filters[dimension] ?? []}
          />
          <Button type="submit" size="sm" variant="primary" data-closes-menu>
            Apply
          </Button>
        </form>
      )}
    </Menu>
  );
}
