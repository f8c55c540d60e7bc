import type { Instant } from "@/lib/usage/instant";
import type { NameOf } from "./row-usage";
import type { PartTables } from "./traffic/tabulate-part";

/** A stretch of traffic within which names mean the same: of a day, or a part of one. */
export interface TrafficPart {
  /** An instant of the stretch. */
  at: Instant;
  tables: PartTables;
}

/** The traffic a what-if is about. */
export interface SwitchTraffic {
  parts: readonly TrafficPart[];
  nameOf: NameOf;
}
