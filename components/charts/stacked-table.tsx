import { Table, Td, Th, Tr } from "../ui/table";
import type { StackedChartData } from "./stacked-chart-data";

/** The figures of a stacked chart as a table, the newest first. */
export function StackedTable({ caption, data }: { caption: string; data: StackedChartData }) {
  const rows = data.buckets.map((bucket, index) => ({ bucket, index })).reverse();
  return (
    <div className="-mx-4 sm:-mx-5">
      <Table caption={caption} limitHeight>
        <thead className="sticky top-0 bg-surface">
          <Tr>
            <Th>Time</Th>
            <Th numeric>{data.totalName ?? "Total"}</Th>
            {data.bands.map(({ name }) => (
              <Th key={name} numeric>
                {name}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          {rows.map(({ bucket, index }) => (
            <Tr key={bucket.title}>
              <Th scope="row" className="whitespace-nowrap">
                {bucket.title}
                {bucket.partial && <span className="font-normal text-muted"> (not over)</span>}
              </Th>
              <Td numeric className="font-medium">
                {bucket.total}
              </Td>
              {data.bands.map(({ name, texts }) => (
                <Td key={name} numeric className="text-muted">
                  {texts[index] ?? "–"}
                </Td>
              ))}
            </Tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}
