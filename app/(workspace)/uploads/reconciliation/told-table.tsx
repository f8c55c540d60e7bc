import Link from "next/link";
import { Cost } from "@/components/money/cost";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { describeView, viewOf } from "@/lib/spend/export-view";
import { formatCount } from "@/lib/spend/format-count";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { RoadSums } from "@/lib/spend/overlap";
import { choicesOf, type DayView, sumsOfView, type ToldDay } from "@/lib/spend/told-days";
import type { Standing } from "@/lib/spend/told-twice";
import { CountedView } from "./counted-view";
import { NotExplained } from "./not-explained";

/** Days that exports tell of in several ways, each with a row a way, and which of them counts. */
export function ToldTable({ days, canChoose }: { days: readonly ToldDay[]; canChoose: boolean }) {
  return (
    <Table caption="Usage that several exports tell" limitHeight>
      <thead>
        <Tr>
          <Th>Told as</Th>
          <Th className="hidden @4xl:table-cell">Upload</Th>
          <Th>Counted</Th>
          <Th numeric>Cost</Th>
          <Th numeric className="hidden @4xl:table-cell">
            Not explained by detail
          </Th>
        </Tr>
      </thead>
      {days.map((day) => (
        <tbody key={`${day.day}/${day.provider}/${day.endpoint}`} className="border-b border-line last:border-b-0">
          <Place day={day} canChoose={canChoose} />
          {day.views.map((view) => (
            <Tr key={view.view}>
              <ViewCells view={view} counted={sumsOfView(day, view.toldBy)} />
            </Tr>
          ))}
        </tbody>
      ))}
    </Table>
  );
}

/** The row above a day's exports: what they are of, and what counts. */
function Place({ day, canChoose }: { day: ToldDay; canChoose: boolean }) {
  return (
    <Tr className="bg-sunken">
      <Th scope="rowgroup" colSpan={5} className="text-sm">
        <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <span className="whitespace-nowrap tabular-nums">{formatUtcDay(day.day)} (UTC)</span>
          <span>{day.provider ?? "no provider stated"}</span>
          <span className="font-normal text-muted">{day.endpoint ?? "no kind of usage stated"}</span>
          {canChoose && (
            <CountedView provider={day.provider} endpoint={day.endpoint} stated={day.stated} choices={choicesOf(day)} />
          )}
        </span>
      </Th>
    </Tr>
  );
}

const STANDINGS: Readonly<Record<Standing, readonly [BadgeVariant, string, string]>> = {
  counts: ["positive", "counted", "In every figure."],
  aside: ["neutral", "set aside", "Another export tells the same, and is counted. Kept, and out of every figure."],
  doubtful: [
    "warning",
    "counted, in doubt",
    "Nothing shows whether it is the same usage as another one: both are counted.",
  ],
};

interface ViewCellsProps {
  view: DayView;
  /** Sums of the view that tells the same, and counts. */
  counted: RoadSums | null;
}

function ViewCells({ view: { view, standing, uploads, sums }, counted }: ViewCellsProps) {
  const [variant, text, title] = STANDINGS[standing];
  return (
    <>
      <Td className="min-w-32 @4xl:whitespace-nowrap">
        {describeView(viewOf(view))}
        <span className="block text-sm text-muted @4xl:hidden">
          <Uploads uploads={uploads} />
        </span>
      </Td>
      <Td className="hidden @4xl:table-cell">
        <Uploads uploads={uploads} />
      </Td>
      <Td>
        <Badge variant={variant} title={title}>
          {text}
        </Badge>
      </Td>
      <Td numeric>
        {sums.unpricedRecords === sums.records ? "unpriced" : <Cost femto={sums.cost} />}
        <span className="block text-xs text-muted">{formatCount(sums.inputTokens + sums.outputTokens)} tokens</span>
      </Td>
      <Td numeric className="hidden @4xl:table-cell">
        {counted && <NotExplained whole={counted} detail={sums} />}
      </Td>
    </>
  );
}

function Uploads({ uploads }: Pick<DayView, "uploads">) {
  return uploads.map(({ id, source }) => (
    <Link
      key={id}
      href={`/uploads/${id}`}
      className="block max-w-60 truncate hover:underline @max-4xl:wrap-anywhere @max-4xl:whitespace-normal"
      title={source}
    >
      {source}
    </Link>
  ));
}
