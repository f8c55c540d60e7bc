import Link from "next/link";
import type { ReactNode } from "react";
import { formatRate } from "@/components/catalogue/fact-text";
import { MOST_COMPARED, modelHref } from "@/components/catalogue/model-href";
import { hrefWith } from "@/components/filters/page-params";
import { SpendCost } from "@/components/money/spend-cost";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount } from "@/lib/spend/format-count";
import type { CatalogueRow } from "./catalogue-rows";
import type { CatalogueSort, CatalogueView } from "./catalogue-view";

interface CatalogueTableProps {
  path: string;
  params: URLSearchParams;
  view: CatalogueView;
  rows: readonly CatalogueRow[];
}

/** Models with their list prices per million tokens and their limits. */
export function CatalogueTable({ path, params, view, rows }: CatalogueTableProps) {
  const head = { path, params, view };
  return (
    <Table caption="Models">
      <thead>
        <Tr>
          <SortHead {...head} sort="name">
            Model
          </SortHead>
          <SortHead {...head} sort="provider" className="hidden @4xl:table-cell">
            Provider
          </SortHead>
          <SortHead {...head} sort="input" numeric>
            Input
          </SortHead>
          <SortHead {...head} sort="cachedInput" numeric className="hidden @2xl:table-cell">
            Cached
          </SortHead>
          <SortHead {...head} sort="output" numeric>
            Output
          </SortHead>
          <SortHead {...head} sort="contextWindow" numeric className="hidden @2xl:table-cell">
            Context
          </SortHead>
          <SortHead {...head} sort="maxOutputTokens" numeric className="hidden @5xl:table-cell">
            Max output
          </SortHead>
          <SortHead {...head} sort="use" numeric className="hidden @xl:table-cell">
            Your 30 days
          </SortHead>
          <Th className="print:hidden">
            <span className="sr-only">Compare</span>
          </Th>
        </Tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.entry.id} row={row} path={path} params={params} chosen={view.chosen} />
        ))}
      </tbody>
    </Table>
  );
}

interface SortHeadProps {
  path: string;
  params: URLSearchParams;
  view: CatalogueView;
  sort: CatalogueSort;
  numeric?: boolean;
  className?: string;
  children: ReactNode;
}

/** A heading that sorts by its column; once more turns the order round. */
function SortHead({ path, params, view, sort, numeric, className, children }: SortHeadProps) {
  const isSorted = view.sort === sort;
  const next = isSorted && view.direction === "asc" && sort !== "use" ? "desc" : null;
  const href = hrefWith(path, params, { sort: sort === "use" ? null : sort, direction: next, page: null });
  const isDescending = sort === "use" || view.direction === "desc";
  return (
    <Th
      numeric={numeric}
      className={className}
      aria-sort={isSorted ? (isDescending ? "descending" : "ascending") : undefined}
    >
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        className={classNames("inline-flex items-center gap-1 rounded-sm hover:text-ink", isSorted && "text-ink")}
      >
        {children}
        {isSorted && <Icon name={isDescending ? "arrowDown" : "arrowUp"} className="size-3" />}
      </Link>
    </Th>
  );
}

interface RowProps {
  row: CatalogueRow;
  path: string;
  params: URLSearchParams;
  chosen: readonly string[];
}

function Row({ row, path, params, chosen }: RowProps) {
  const { entry, used } = row;
  return (
    <Tr className="hover:bg-sunken/60">
      <Th scope="row">
        <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
          <Link href={modelHref(entry.id)} prefetch={false} className="rounded-sm wrap-anywhere hover:underline">
            {entry.name}
          </Link>
          {used && <Badge variant="accent">in use</Badge>}
          {entry.deprecated && <Badge variant="warning">deprecated</Badge>}
        </span>
        <span className="block text-xs font-normal wrap-anywhere text-muted">{entry.id}</span>
        {entry.contextWindow !== null && (
          <span className="block text-xs font-normal text-muted @2xl:hidden">
            {formatCount(entry.contextWindow, { compact: true })} context
          </span>
        )}
      </Th>
      <Td className="hidden text-muted @4xl:table-cell">{entry.provider}</Td>
      <Td numeric>
        <Rate rate={entry.input} />
      </Td>
      <Td numeric className="hidden @2xl:table-cell">
        <Rate rate={entry.cachedInput} />
      </Td>
      <Td numeric>
        <Rate rate={entry.output} />
      </Td>
      <Td numeric className="hidden @2xl:table-cell">
        <Tokens tokens={entry.contextWindow} />
      </Td>
      <Td numeric className="hidden @5xl:table-cell">
        <Tokens tokens={entry.maxOutputTokens} />
      </Td>
      <Td numeric className="hidden @xl:table-cell">
        {used ? (
          <SpendCost totals={used} receipt={row.receipt && { of: row.receipt, title: entry.name }} />
        ) : (
          <Nothing>not used</Nothing>
        )}
      </Td>
      <Td className="w-0 print:hidden">
        <CompareToggle entry={entry} path={path} params={params} chosen={chosen} />
      </Td>
    </Tr>
  );
}

/** Takes a model into the comparison, or out of it. */
function CompareToggle({ entry, path, params, chosen }: Omit<RowProps, "row"> & Pick<CatalogueRow, "entry">) {
  const isChosen = chosen.includes(entry.id);
  if (!isChosen && chosen.length === MOST_COMPARED) return null;
  const next = isChosen ? chosen.filter((id) => id !== entry.id) : [...chosen, entry.id];
  return (
    <Link
      href={hrefWith(path, params, { compare: next })}
      scroll={false}
      prefetch={false}
      aria-label={isChosen ? `Do not compare ${entry.name}` : `Compare ${entry.name}`}
      className={classNames(
        "inline-flex h-7 items-center gap-1 rounded-md border px-2 text-xs font-medium",
        isChosen ? "border-accent bg-accent-soft text-accent" : "border-line text-muted hover:bg-sunken hover:text-ink",
      )}
    >
      <Icon name={isChosen ? "check" : "plus"} className="size-3" />
      <span className="hidden sm:inline">Compare</span>
    </Link>
  );
}

function Rate({ rate }: { rate: string | null }) {
  return rate === null ? <Nothing>none</Nothing> : formatRate(rate);
}

function Tokens({ tokens }: { tokens: number | null }) {
  if (tokens === null) return <Nothing>unknown</Nothing>;
  return (
    <data value={tokens} title={formatCount(tokens)}>
      {formatCount(tokens, { compact: true })}
    </data>
  );
}

/** A dash, with what it means on hover and for screen readers. */
function Nothing({ children }: { children: string }) {
  return (
    <span className="text-faint" title={children}>
      <span aria-hidden="true">–</span>
      <span className="sr-only">{children}</span>
    </span>
  );
}
