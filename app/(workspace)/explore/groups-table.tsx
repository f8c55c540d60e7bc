import Link from "next/link";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/filters/page-params";
import { Moved } from "@/components/money/moved";
import { SpendCost, type SpendCostProps } from "@/components/money/spend-cost";
import { receiptOf } from "@/components/receipts/receipt-query";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { isUnpriced } from "@/lib/spend/format-totals";
import { groupFilters, groupName } from "@/lib/spend/group-name";
import type { GroupTable, TableOrder } from "@/lib/spend/group-table";
import { tableMeasures } from "@/lib/spend/group-table-columns";
import { type MeasureName, measureOf } from "@/lib/spend/measure";
import { hasUsage, NO_TOTALS, share, type Totals } from "@/lib/spend/measures";
import type { Period } from "@/lib/spend/period";
import { ROW_CHOICES, type TableQuestion } from "@/lib/spend/table-question";

interface GroupsTableProps {
  path: string;
  params: URLSearchParams;
  view: TableQuestion;
  table: GroupTable;
  /** Period and zone of the figures. */
  of: { period: Period; timeZone: string };
  recordsPath: string;
}

/** Groups with their figures, the others and the total; a name limits the page to it, a count leads to its records. */
export function GroupsTable({ path, params, view, table, of, recordsPath }: GroupsTableProps) {
  const { question, measure, order } = view;
  const { groupBy } = question;
  const measures = tableMeasures(measure);
  const isCompared = table.total.before !== null;
  const sortedBy = (name: TableOrder) => ({
    href: hrefWith(path, params, { sort: name === measure ? null : name }),
    isCurrent: name === order,
  });
  return (
    <>
      <Table caption="Groups">
        <thead>
          <Tr>
            {groupBy.map((dimension, index) => (
              <Th key={dimension} className={index > 0 ? "hidden @2xl:table-cell" : undefined}>
                {dimensionLabel(dimension)}
              </Th>
            ))}
            {measures.map((name, index) => (
              <SortTh key={name} {...sortedBy(name)} className={measureLook(index, groupBy.length, isCompared)}>
                {measureOf(name).label}
              </SortTh>
            ))}
            {measureOf(measure).isSum && (
              <Th numeric className="hidden @xl:table-cell">
                Share
              </Th>
            )}
            {isCompared && (
              <>
                <Th numeric className="hidden @4xl:table-cell">
                  Before
                </Th>
                <SortTh {...sortedBy("change")}>Change</SortTh>
              </>
            )}
            <Th className={isCompared ? "hidden @xl:table-cell" : undefined}>
              <span className="sr-only">Records</span>
            </Th>
          </Tr>
        </thead>
        <tbody>
          {table.rows.map((row) => {
            const filters = groupFilters(row.key, groupBy);
            const name = groupName(row.key, groupBy);
            return (
              <Row
                key={JSON.stringify(row.key)}
                {...{ measures, table, columns: groupBy.length, row }}
                names={groupBy.map((dimension, index) => (
                  <GroupLink
                    key={dimension}
                    value={row.key[dimension] ?? null}
                    href={hrefWith(path, params, index === 0 ? filters : groupFilters(row.key, [dimension]))}
                  />
                ))}
                receipt={{ of: receiptOf(of, params, filters), title: name }}
                records={
                  <Link
                    href={hrefWith(recordsPath, params, filters)}
                    prefetch={false}
                    aria-label={`Records of ${name}`}
                    title="Show the records"
                    className="inline-flex rounded-sm p-1 text-muted hover:text-ink print:hidden"
                  >
                    <Icon name="table" />
                  </Link>
                }
              />
            );
          })}
          {table.others && (
            <Row
              {...{ measures, table, columns: groupBy.length, row: table.others }}
              names={[<span key="others">{formatCount(table.others.groups)} others</span>]}
              receipt={receiptOfOthers({ of, params, table, groupBy })}
            />
          )}
          <Row
            {...{ measures, table, columns: groupBy.length, row: table.total }}
            className="font-semibold"
            names={[<span key="total">Total</span>]}
            receipt={{ of: receiptOf(of, params), title: "All of it" }}
            records={
              <Link
                href={hrefWith(recordsPath, params, {})}
                prefetch={false}
                aria-label="All records"
                title="Show the records"
                className="inline-flex rounded-sm p-1 text-muted hover:text-ink print:hidden"
              >
                <Icon name="table" />
              </Link>
            }
          />
        </tbody>
      </Table>
      {table.others && <MoreRows {...{ path, params, rows: view.rows }} />}
    </>
  );
}

/** The others of one dimension are all but the rows above them; of two, no filter says which they are. */
function receiptOfOthers({
  of,
  params,
  table: { rows, others },
  groupBy,
}: Pick<GroupsTableProps, "of" | "params" | "table"> & { groupBy: readonly Dimension[] }): SpendCostProps["receipt"] {
  const [dimension, second] = groupBy;
  if (!dimension || second || !others) return null;
  const name = `not.${dimension}`;
  const left = [...params.getAll(name), ...rows.map(({ key }) => key[dimension] ?? "")];
  return { of: receiptOf(of, params, { [name]: left }), title: `${formatCount(others.groups)} others` };
}

function GroupLink({ value, href }: { value: string | null; href: string }) {
  return (
    <Link
      href={href}
      scroll={false}
      prefetch={false}
      title={value ?? undefined}
      className="block truncate rounded-sm leading-6 hover:underline"
    >
      {value ?? <span className="text-muted">not stated</span>}
    </Link>
  );
}

function SortTh({
  href,
  isCurrent,
  className,
  children,
}: {
  href: string;
  isCurrent: boolean;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Th numeric aria-sort={isCurrent ? "descending" : undefined} className={className}>
      <Link
        href={href}
        scroll={false}
        prefetch={false}
        className={`inline-flex items-center gap-1 rounded-sm hover:text-ink ${isCurrent ? "text-ink" : ""}`}
      >
        {children}
        {isCurrent && <Icon name="arrowDown" className="size-3" />}
      </Link>
    </Th>
  );
}

/** The first measure is always there; further ones take what room names and what was before leave. */
function measureLook(index: number, names: number, isCompared: boolean): string | undefined {
  if (index === 0) return undefined;
  const room = isCompared ? "@[70rem]:table-cell" : index > 2 || names > 1 ? "@4xl:table-cell" : "@2xl:table-cell";
  return `hidden text-muted ${room}`;
}

/** Names have the room that figures leave, and are cut where that is too little. */
const NAME_LOOK = "w-full max-w-0 min-w-24";

interface RowProps {
  measures: readonly MeasureName[];
  table: GroupTable;
  row: { totals: Totals; before: Totals | null };
  /** How many columns names have. */
  columns: number;
  names: ReactNode[];
  receipt: SpendCostProps["receipt"];
  records?: ReactNode;
  className?: string;
}

function Row({ measures, table, row, columns, names, receipt, records, className }: RowProps) {
  const { totals, before } = row;
  const [name = "cost"] = measures;
  const measure = measureOf(name);
  const whole = measure.value(table.total.totals) ?? 0n;
  return (
    <Tr className={className}>
      <Th scope="row" className={classNames(NAME_LOOK, columns > 1 && "@2xl:w-1/2", className ?? "font-normal")}>
        {names[0]}
        {/* Where there is little room the second name stands below the first. */}
        {names.length > 1 && <span className="text-sm text-muted @2xl:hidden">{names[1]}</span>}
      </Th>
      {columns > 1 && <Td className={classNames(NAME_LOOK, "hidden @2xl:table-cell @2xl:w-1/2")}>{names[1]}</Td>}
      {measures.map((one, index) => (
        <Td
          key={one}
          numeric
          // Two bounds stand below each other only where other figures need the room.
          className={classNames(measureLook(index, columns, before !== null), !before && "[&_data]:whitespace-nowrap")}
        >
          {totals === NO_TOTALS ? (
            "–"
          ) : one === "cost" ? (
            <SpendCost totals={totals} receipt={receipt} />
          ) : (
            <span title={exactText(one, totals)}>{measureOf(one).text(totals, { compact: true })}</span>
          )}
        </Td>
      ))}
      {measure.isSum && (
        <Td numeric className="hidden text-muted @xl:table-cell">
          {name === "cost" && isUnpriced(totals) ? "–" : formatShare(share(measure.value(totals) ?? 0n, whole) ?? 0)}
        </Td>
      )}
      {before && (
        <>
          <Td numeric className="hidden text-muted @4xl:table-cell" title={exactText(name, before)}>
            {hasUsage(before) ? measure.text(before, { compact: true }) : "–"}
          </Td>
          <Td numeric>
            <Moved measure={measure} now={totals} before={before} />
          </Td>
        </>
      )}
      <Td className={before ? "hidden text-right @xl:table-cell" : "text-right"}>{records}</Td>
    </Tr>
  );
}

function exactText(name: MeasureName, totals: Totals): string {
  return measureOf(name).text(totals);
}

function MoreRows({ path, params, rows }: { path: string; params: URLSearchParams; rows: number }) {
  const more = ROW_CHOICES.find((choice) => choice > rows);
  if (!more) return null;
  return (
    <p className="border-t border-line px-4 py-3 text-sm sm:px-5 print:hidden">
      <Link
        href={hrefWith(path, params, { rows: String(more) })}
        scroll={false}
        prefetch={false}
        className="font-medium text-accent underline underline-offset-2"
      >
        Show up to {more} rows
      </Link>
    </p>
  );
}
