import type { CSSProperties, ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { CellContent } from "./compare-cell";
import type { CompareRow, CompareSection } from "./compare-rows";

/** The name of a row and one column for each model; on phones the name has a line to itself, so that all columns fit. */
const ROW_LOOK =
  "grid grid-cols-[repeat(var(--columns),minmax(0,1fr))] md:grid-cols-[minmax(9rem,13rem)_repeat(var(--columns),minmax(0,1fr))]";
const LABEL_LOOK = "col-span-full px-3 pt-2 text-left md:col-span-1 md:px-4 md:py-2.5";
/** More than two columns on a phone have room for little: smaller text that may break anywhere. */
const CELL_LOOK =
  "min-w-0 px-3 pb-2.5 text-sm tabular-nums md:px-4 md:py-2.5 md:text-base group-data-tight/compare:max-md:px-2 group-data-tight/compare:max-md:text-xs group-data-tight/compare:max-md:wrap-anywhere group-data-tight/compare:max-md:**:whitespace-normal";

interface CompareTableProps {
  columns: number;
  /** Heads of the columns, `<th>` each. */
  heads: ReactNode;
  /** Sections before the others that arrive later, as bodies of the table. */
  first: ReactNode;
  sections: readonly CompareSection[];
  showSources: boolean;
}

/** Models side by side. The heads stay in sight; nothing scrolls sideways. */
export function CompareTable({ columns, heads, first, sections, showSources }: CompareTableProps) {
  return (
    <table
      data-tight={columns > 2 ? "" : undefined}
      className="group/compare block rounded-lg border border-line bg-surface shadow-low"
      style={{ "--columns": columns } as CSSProperties}
    >
      <caption className="sr-only">Models side by side</caption>
      <thead className="sticky top-14 z-10 block rounded-t-lg border-b border-line bg-surface md:top-0 print:static">
        <tr className={classNames(ROW_LOOK, "border-l-3 border-transparent")}>
          <td className="hidden md:block" />
          {heads}
        </tr>
      </thead>
      {first}
      {sections.map((section) => (
        <tbody key={section.id} className="block">
          <SectionHead title={section.title} note={section.note} />
          {section.rows.map((row) => (
            <DataRow key={row.id} row={row} showSources={showSources} />
          ))}
        </tbody>
      ))}
    </table>
  );
}

/** The head of a section of rows. */
export function SectionHead({ title, note }: { title: string; note: ReactNode }) {
  return (
    <tr className="block border-t border-line bg-sunken first:border-t-0">
      <th scope="colgroup" className="block px-3 py-2 text-left md:px-4">
        <span className="text-sm font-semibold">{title}</span>
        {note && <span className="block text-xs font-normal text-muted">{note}</span>}
      </th>
    </tr>
  );
}

function DataRow({ row, showSources }: { row: CompareRow; showSources: boolean }) {
  const { label, cells, difference } = row;
  return (
    <CompareTableRow
      label={
        <>
          {label}
          {difference === "differs" && <span className="sr-only"> (differs)</span>}
        </>
      }
      marked={difference === "differs"}
      cells={cells.map((cell) => <CellContent key={row.id} cell={cell} showSources={showSources} />)}
    />
  );
}

interface CompareTableRowProps {
  label: ReactNode;
  /** The columns differ. */
  marked?: boolean;
  cells: readonly ReactNode[];
}

/** A row with the look of all rows. */
export function CompareTableRow({ label, marked = false, cells }: CompareTableRowProps) {
  return (
    <tr
      className={classNames(
        ROW_LOOK,
        "break-inside-avoid border-t border-l-3 border-line first:border-t-0",
        marked ? "border-l-accent" : "border-l-transparent text-muted",
      )}
    >
      <th scope="row" className={classNames(LABEL_LOOK, "text-xs font-medium text-muted md:text-base")}>
        {label}
      </th>
      {cells.map((cell, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its column.
        <td key={index} className={CELL_LOOK}>
          {cell}
        </td>
      ))}
    </tr>
  );
}
