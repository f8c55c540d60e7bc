/** A bucket of time on the axis. */
export interface ChartBucket {
  /** Short, for the axis. */
  tick: string;
  /** In full, for the tip and the table. */
  title: string;
  /** Not over yet: drawn lighter. */
  partial: boolean;
  /** Sum over the bands (side by side: their difference), for people. */
  total: string;
}

/** A band with a value for every bucket. */
export interface ChartBand {
  name: string;
  /** CSS colour. */
  colour: string;
  /** Sizes to draw, in any unit; only heights are made of them. */
  sizes: number[];
  /** The values for people; null where there was no usage. */
  texts: (string | null)[];
  total: string;
  /** Where a press on the name leads: the same page limited to this band. */
  href: string | null;
}

/** What a stacked chart shows. */
export interface StackedChartData {
  /** Bands stand beside each other, to be compared, rather than on top of each other. */
  sideBySide?: boolean;
  /** What `total` of a bucket is called; "Total" when left out. */
  totalName?: string;
  buckets: ChartBucket[];
  bands: ChartBand[];
  /** How an axis value is written: money, or a plain count. */
  unit: "usd" | "count";
}
