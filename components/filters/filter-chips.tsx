import Link from "next/link";
import { DIMENSION_LABELS, DIMENSIONS, type Filters } from "@/lib/spend/dimensions";
import { Icon } from "../ui/icon";
import { hrefWith } from "./page-params";

interface FilterChipsProps {
  path: string;
  params: URLSearchParams;
  filters: Filters;
}

/** The filters in force; each can be taken away. */
export function FilterChips({ path, params, filters }: FilterChipsProps) {
  const chosen = DIMENSIONS.flatMap((dimension) => {
    const values = filters[dimension];
    return values && values.length > 0 ? [{ dimension, values }] : [];
  });
  if (chosen.length === 0) return null;
  const clearing = Object.fromEntries(chosen.map(({ dimension }) => [`filter.${dimension}`, null]));
  return (
    <ul aria-label="Filters in force" className="flex min-w-0 flex-wrap items-center gap-1.5">
      {chosen.map(({ dimension, values }) => (
        <li key={dimension} className="min-w-0">
          <Link
            href={hrefWith(path, params, { [`filter.${dimension}`]: null })}
            scroll={false}
            prefetch={false}
            aria-label={`Remove the filter by ${DIMENSION_LABELS[dimension]}`}
            className="inline-flex h-8 max-w-full items-center gap-1.5 rounded-md border border-accent/40 bg-accent-soft px-2.5 text-sm text-accent"
          >
            <span className="truncate">
              {DIMENSION_LABELS[dimension]}: <strong className="font-semibold">{summary(values)}</strong>
            </span>
            <Icon name="close" className="size-3" />
          </Link>
        </li>
      ))}
      {chosen.length > 1 && (
        <li>
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

function summary(values: readonly (string | null)[]): string {
  const names = values.slice(0, 2).map((value) => value ?? "not stated");
  return values.length > 2 ? `${names.join(", ")} and ${values.length - 2} more` : names.join(", ");
}
