import type { Instant } from "@/lib/usage/instant";
import type { NameOf } from "./row-usage";
import type { CostTable } from "./traffic/cost-table";
import type { MinuteTable } from "./traffic/minute-table";
import type { SizeTable } from "./traffic/size-table";

/** Tables of a stretch of traffic within which names mean the same: of a day, or a part of one. */
export interface TrafficPart {
  /** An instant of the stretch. */
  at: Instant;
  costs: CostTable;
  /** With every change of any model's price told apart; null where no ranking is asked for. */
  ranking: CostTable | null;
  sizes: SizeTable;
  minutes: MinuteTable;
}

/** The traffic a what-if is about. */
export interface SwitchTraffic {
  parts: readonly TrafficPart[];
  nameOf: NameOf;
  /** Which condition says whether traffic is in the question's scope; null: all is. Minutes are of all traffic. */
  scopeCondition: number | null;
}
