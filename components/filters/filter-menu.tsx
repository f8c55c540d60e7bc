"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import {
  DIMENSIONS,
  type Dimension,
  type DimensionValues,
  dimensionLabel,
  type Filters,
  isTagDimension,
} from "@/lib/spend/dimensions";
import { Button } from "../ui/button";
import { Icon } from "../ui/icon";
import { MENU_ITEM_LOOK, Menu } from "../ui/menu";
import { SegmentedControl } from "../ui/segmented-control";
import { FilterValues } from "./filter-values";
import { hrefWith } from "./page-params";

interface FilterMenuProps {
  path: string;
  /** Of the page, as text. */
  params: string;
  filters: Filters;
  /** Values that are left out; a page without them offers only what is in. */
  not?: Filters;
  /** Values there are to choose from, of dimensions and tags. */
  values: DimensionValues;
}

const SIDES = [
  { value: "filter", label: "Only these" },
  { value: "not", label: "All but these" },
] as const;

/** Limits a page to values of a dimension, or leaves values out; kept in the URL as `filter.…` and `not.…`. */
export function FilterMenu({ path, params, filters, not, values }: FilterMenuProps) {
  const router = useRouter();
  const [dimension, setDimension] = useState<Dimension | null>(null);
  const [side, setSide] = useState<"filter" | "not">("filter");
  const tags = (Object.keys(values) as Dimension[]).filter(isTagDimension);

  function choose(one: Dimension) {
    setDimension(one);
    setSide(not?.[one] && !filters[one] ? "not" : "filter");
  }

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (!dimension) return;
    const chosen = new FormData(event.currentTarget).getAll("value").map(String);
    const changes = { [`filter.${dimension}`]: null, [`not.${dimension}`]: null, [`${side}.${dimension}`]: chosen };
    setDimension(null);
    router.push(hrefWith(path, new URLSearchParams(params), changes), { scroll: false });
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
          {[...DIMENSIONS, ...tags].map((one) => (
            <li key={one}>
              <button type="button" onClick={() => choose(one)} className={MENU_ITEM_LOOK}>
                <span className="min-w-0 flex-1 truncate">{dimensionLabel(one)}</span>
                <Count filters={filters[one] ?? not?.[one]} />
                <Icon name="chevronRight" className="text-muted" />
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <form onSubmit={apply} className="flex flex-col gap-2 p-1">
          <button type="button" onClick={() => setDimension(null)} className={MENU_ITEM_LOOK}>
            <Icon name="chevronRight" className="rotate-180 text-muted" />
            <span className="min-w-0 truncate font-medium">{dimensionLabel(dimension)}</span>
          </button>
          {not && <SegmentedControl label="Which" options={SIDES} value={side} onChange={setSide} />}
          <FilterValues
            key={dimension}
            label={dimensionLabel(dimension)}
            known={values[dimension] ?? []}
            chosen={filters[dimension] ?? not?.[dimension] ?? []}
          />
          <Button type="submit" size="sm" variant="primary" data-closes-menu>
            Apply
          </Button>
        </form>
      )}
    </Menu>
  );
}

function Count({ filters }: { filters: readonly unknown[] | undefined }) {
  if (!filters || filters.length === 0) return null;
  return (
    <span className="text-sm text-accent">
      {filters.length}
      <span className="sr-only"> chosen</span>
    </span>
  );
}
