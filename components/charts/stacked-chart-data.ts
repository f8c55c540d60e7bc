import type { MeasureUnit } from "@/lib/spend/measure";

/** Of a chart of costs some of which lie between two bounds. */
export const BOUNDED_NOTE = "Drawn by the lower bounds of costs that lie between two.";

/** A bucket of time on the axis. */
export interface ChartBucket {
  /** Short, for the axis. */
  tick: string;
  /** In full, for the tip and the table. */
  title: string;
  /** Not the whole of it is shown, because it is not over or because the period cuts it: drawn lighter. */
  partial: boolean;
  /** Why, for people. */
  partialNote?: string;
  /** An hour that begins a day: labelled before others. */
  beginsDay?: boolean;
  /** Sum over the bands (side by side: their difference), for people. */
  total: string;
  /** Its bounds in addresses. */
  from?: string;
  to?: string;
}

/** A band with a value for every bucket. */
export interface ChartBand {
  name: string;
  /** CSS colour. */
  colour: string;
  /** Sizes to draw, in any unit; only heights are made of them. Null: a gap in a line. */
  sizes: (number | null)[];
  /** The values for people; null where there was no usage. */
  texts: (string | null)[];
  total: string;
  /** Where a press on the name leads: the same page limited to this band. */
  href: string | null;
  /** Parameters that limit an address to this band; null where none can. */
  changes?: Readonly<Record<string, string | readonly string[] | null>> | null;
}

/** What a chart over time shows. */
export interface StackedChartData {
  /** Bands stand beside each other, to be compared, rather than on top of each other. */
  sideBySide?: boolean;
  /** Bands are lines: ratios, which cannot be stacked. */
  lines?: boolean;
  /** What `total` of a bucket is called; "Total" when left out. */
  totalName?: string;
  buckets: ChartBucket[];
  bands: ChartBand[];
  /** How an axis value is written: money, a plain count, or percent. */
  unit: MeasureUnit;
  /** What has to be known of what is drawn. */
  note?: string;
  /** The usage that costs are of, as a question about spend; with it, costs open their receipts. */
  spend?: string;
  /** Where a press on a bar leads, with the parameters of its band and (`withTime`) the bounds of its bucket. */
  press?: { path: string; params: string; withTime: boolean; hint: string };
}
