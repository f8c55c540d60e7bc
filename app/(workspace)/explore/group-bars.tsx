import Link from "next/link";
import { assignColours, OTHER_COLOUR } from "@/components/charts/palette";
import { hrefWith } from "@/components/filters/page-params";
import { ReceiptOrText } from "@/components/receipts/receipt-button";
import { receiptOf } from "@/components/receipts/receipt-query";
import { type Bar, type BarPiece, barList } from "@/lib/spend/bar-list";
import type { Dimension, DimensionValues } from "@/lib/spend/dimensions";
import { groupFilters, groupName } from "@/lib/spend/group-name";
import { type Measure, measureOf } from "@/lib/spend/measure";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import type { TableQuestion } from "@/lib/spend/table-question";

/** So many bars; the rest share one. */
const MOST_BARS = 12;
const MOST_PIECES = 7;

/** Narrower pieces, in percent of the room, are too small to be pressed; the table below leads to their records too. */
const LEAST_TO_PRESS = 10;

interface GroupBarsProps {
  params: URLSearchParams;
  view: TableQuestion;
  answer: SpendAnswer;
  values: DimensionValues;
  recordsPath: string;
}

/** The groups in sum as bars, cut by the second dimension; each leads to its records. */
export function GroupBars({ params, view, answer, values, recordsPath }: GroupBarsProps) {
  const { groupBy } = answer;
  const measure = measureOf(view.measure);
  const { bars, pieces } = barList(answer, { measure: view.measure, most: MOST_BARS, mostPieces: MOST_PIECES });
  const [first, second] = groupBy;
  const isCut = second !== undefined && measure.isSum;
  const told = isCut ? second : groupBy.length === 1 ? first : undefined;
  const shown = isCut ? pieces.map(({ key }) => key) : bars.map(({ key }) => key);
  const nameOf = (key: BarPiece["key"]) => (told && key ? (key[told] ?? null) : null);
  const colours = assignColours(
    (told && values[told]) ?? [],
    shown.map(nameOf).filter((name) => name !== null),
  );
  const colourOf = (key: BarPiece["key"]) => colours.get(nameOf(key) ?? "") ?? (told ? OTHER_COLOUR : "var(--accent)");
  const size = (totals: Bar["totals"]) => Number(measure.value(totals) ?? 0n);
  const longest = Math.max(...bars.map(({ totals }) => size(totals)), 1);
  const filtersOf = (key: NonNullable<Bar["key"]>) => groupFilters(key, isCut && first ? [first] : groupBy);
  const linkTo = (filters: Record<string, string>) => hrefWith(recordsPath, params, filters);
  return (
    <>
      {isCut && (
        <ul className="mb-3 flex flex-wrap gap-x-4 gap-y-1 text-sm">
          {[...pieces.map(({ key }) => key), ...(hasRest(bars) ? [null] : [])].map((key) => (
            <li key={nameOf(key) ?? (key ? "" : "others")} className="flex max-w-full min-w-0 items-center gap-1.5">
              <span aria-hidden="true" className="size-2.5 shrink-0 rounded-xs" style={{ background: colourOf(key) }} />
              <span className="min-w-0 truncate" title={key ? groupName(key, [second]) : undefined}>
                {key ? groupName(key, [second]) : "others"}
              </span>
            </li>
          ))}
        </ul>
      )}
      <ol className="flex flex-col gap-2 sm:gap-1.5">
        {bars.map((bar) => (
          <li
            key={JSON.stringify(bar.key)}
            className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 gap-y-1 sm:grid-cols-[14rem_minmax(0,1fr)_6rem]"
          >
            <BarName
              name={barName(bar, groupBy, isCut)}
              href={bar.key && linkTo(groupFilters(bar.key, isCut && first ? [first] : groupBy))}
            />
            <span className="order-1 col-span-2 flex h-4 min-w-0 sm:order-none sm:col-span-1 sm:h-5">
              {bar.pieces.map((piece) => (
                <Piece
                  key={piece.key ? JSON.stringify(piece.key) : "others"}
                  name={[
                    barName(bar, groupBy, isCut),
                    isCut ? (piece.key ? groupName(piece.key, [second]) : "others") : "",
                  ]}
                  measure={measure}
                  totals={piece.totals}
                  width={(size(piece.totals) / longest) * 100}
                  colour={isCut ? colourOf(piece.key) : colourOf(bar.key)}
                  href={
                    bar.key && (!isCut || piece.key)
                      ? linkTo({
                          ...filtersOf(bar.key),
                          ...(isCut && piece.key ? groupFilters(piece.key, [second]) : {}),
                        })
                      : null
                  }
                />
              ))}
            </span>
            <span className="text-right text-sm tabular-nums">
              <ReceiptOrText
                of={bar.key && view.measure === "cost" ? receiptOf(answer, params, filtersOf(bar.key)) : null}
                title={barName(bar, groupBy, isCut)}
              >
                {measure.text(bar.totals, { compact: true })}
              </ReceiptOrText>
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

function hasRest(bars: readonly Bar[]): boolean {
  return bars.some(({ pieces }) => pieces.some(({ key, totals }) => key === null && totals.requests > 0n));
}

function barName(bar: Bar, groupBy: readonly Dimension[], isCut: boolean): string {
  if (bar.key === null) return `${bar.groups} others`;
  return groupName(bar.key, isCut ? groupBy.slice(0, 1) : groupBy);
}

function BarName({ name, href }: { name: string; href: string | null }) {
  if (!href) return <span className="truncate text-sm">{name}</span>;
  return (
    <Link
      href={href}
      prefetch={false}
      title={name}
      className="relative truncate rounded-sm text-sm leading-6 hover:underline"
    >
      {name}
      <span className="sr-only">, show the records</span>
    </Link>
  );
}

interface PieceProps {
  name: readonly string[];
  measure: Measure;
  totals: Bar["totals"];
  /** In percent of the room. */
  width: number;
  colour: string;
  href: string | null;
}

function Piece({ name, measure, totals, width, colour, href }: PieceProps) {
  if (width <= 0) return null;
  const text = `${name.filter(Boolean).join(" · ")}: ${measure.text(totals)}`;
  const look = { background: colour, width: `${width}%` };
  const className =
    "block h-full min-w-px border-r border-surface first:rounded-l-xs last:rounded-r-xs last:border-r-0";
  if (!href || width < LEAST_TO_PRESS) return <span title={text} style={look} className={className} />;
  return (
    <Link
      href={href}
      prefetch={false}
      title={text}
      aria-label={`${text}, show the records`}
      style={look}
      className={className}
    />
  );
}
