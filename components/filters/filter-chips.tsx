import Link from "next/link";
import { type Dimension, dimensionLabel, type Filters } from "@/lib/spend/dimensions";
import { Icon } from "../ui/icon";
import { hrefWith } from "./page-params";

interface FilterChipsProps {
  path: string;
  params: URLSearchParams;
  filters: Filters;
  /** Values that are left out. */
  not?: Filters;
}

/** The filters in force; each can be taken away. */
export function FilterChips({ path, params, filters, not = {} }: FilterChipsProps) {
  const chosen = [...chipsOf("filter", filters), ...chipsOf("not", not)];
  if (chosen.length === 0) return null;
  const clearing = Object.fromEntries(chosen.map(({ param }) => [param, null]));
  return (
    <ul aria-label="Filters in force" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chosen.map(({ param, label, values, isExcluded }) => (
        <li key={param} className="min-w-0">
          <Link
            href={hrefWith(path, params, { [param]: null })}
            scroll={false}
            prefetch={false}
            aria-label={`Remove the filter by ${label}: ${isExcluded ? "not " : ""}${values}`}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-md border border-accent/40 bg-accent-soft px-2.5 text-sm text-accent print:border-0"
          >
            <span className="truncate">
              {label}
              {isExcluded ? " is not" : ":"} <strong className="font-semibold">{values}</strong>
            </span>
            <Icon name="close" className="size-3 print:hidden" />
          </Link>
        </li>
      ))}
      {chosen.length > 1 && (
        <li className="print:hidden">
          <Link
            href={hrefWith(path, params, clearing)}
            scroll={false}
            prefetch={false}
            className="px-1.5 text-sm text-muted underline"
          >
            Clear all
          </Link>
        </li>
      )}
    </ul>
  );
}

function chipsOf(kind: "filter" | "not", filters: Filters) {
  return (Object.entries(filters) as [Dimension, readonly (string | null)[]][])
    .filter(([, values]) => values.length > 0)
    .map(([dimension, values]) => ({
      param: `${kind}.${dimension}`,
      label: dimensionLabel(dimension),
      values: summary(values),
      isExcluded: kind === "not",
    }));
}

function summary(values: readonly (string | null)[]): string {
  const names = values.slice(0, 2).map((value) => value ?? "not stated");
  return values.length > 2 ? `${names.join(", ")} and ${values.length - 2} more` : names.join(", ");
}
