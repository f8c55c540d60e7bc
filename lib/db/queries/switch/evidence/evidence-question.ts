import type { PriceBook } from "@/lib/pricing/price-book";
import type { SwitchAnswer } from "@/lib/switch/answer";
import type { NameOf } from "@/lib/switch/row-usage";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";

/** What evidence is looked for in. */
export interface EvidenceQuestion {
  organizationId: number;
  book: PriceBook;
  answer: SwitchAnswer;
  parts: readonly TrafficPart[];
  nameOf: NameOf;
  conditions: readonly RowCondition[];
  scope: number | null;
}
