import type { PriceBook } from "@/lib/pricing/price-book";
import { TrafficSizes } from "./size-counts";
import { type Split, SplitChooser } from "./splits";
import type { SwitchTraffic } from "./switch-traffic";
import type { SizeShape } from "./traffic/size-table";

/**
 * What the traffic of each split needs of a model, in their order. Of a share of it nobody knows which requests go, so
 * all are counted.
 */
export function movedSizes(
  book: PriceBook,
  splits: readonly Split[],
  { parts, nameOf }: SwitchTraffic,
  shape: SizeShape,
): TrafficSizes[] {
  const sizes = splits.map(() => new TrafficSizes(shape));
  const chooser = new SplitChooser(book, splits);
  for (const { at, tables } of parts) {
    const table = tables.sizes;
    const groups = Array.from({ length: table.groupCount }, (_, group) => {
      const name = (dimension: "provider" | "model" | "endpoint" | "serviceTier") => {
        const id = table.nameOf(group, dimension);
        return id === 0 ? null : nameOf(dimension, id);
      };
      const [provider, model] = [name("provider"), name("model") ?? ""];
      const { split } = chooser.choose({ provider, model }, at, table.outcomesOf(group));
      const into = split ? sizes[splits.indexOf(split)] : undefined;
      return { into, names: { model, endpoint: name("endpoint"), serviceTier: name("serviceTier") } };
    });
    for (let row = 0; row < table.rows; row += 1) {
      const { into, names } = groups[table.groupOf(row)] as (typeof groups)[number];
      into?.add(table, row, names);
    }
  }
  return sizes;
}
