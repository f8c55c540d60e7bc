import type { Applications } from "./applications";
import type { BenchOptions } from "./options";

/** A measured figure, with the target it is held against where there is one. */
export interface Figure {
  what: string;
  value: number;
  unit: "×" | "ms" | "s" | "MB" | "kB" | "/s" | "";
  /** Smallest or largest value that is good enough. */
  atLeast?: number;
  atMost?: number;
  /** How the figure came about, in a few words. */
  note?: string;
}

/** A part of the bench that can be run by name. */
export interface Section {
  name: string;
  title: string;
  /** Left out unless asked for by name: takes very long. */
  long?: boolean;
  run(options: BenchOptions, applications: Applications): Promise<Figure[]>;
}

/** Whether a figure is good enough; one without a target always is. */
export function meetsTarget({ value, atLeast, atMost }: Figure): boolean {
  return (atLeast === undefined || value >= atLeast) && (atMost === undefined || value <= atMost);
}
