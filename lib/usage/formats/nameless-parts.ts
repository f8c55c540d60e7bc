import type { UsageRecord } from "../usage-record";
import type { Reading } from "./format";

const IGNORED: Reading = { kind: "ignored" };

/**
 * Parts of streamed responses that carry no id, one after another: each counts everything so far, and only the last of a
 * call is the call. Which belong together their model and prompt tell.
 */
export class NamelessParts {
  private held: { reading: Reading; record: UsageRecord } | null = null;

  /** Takes what became of a line; answers what is certain by now. */
  take(reading: Reading, line: number): readonly Reading[] {
    if (reading.kind !== "record" || reading.record.id !== null) return [reading];
    const { record } = reading;
    const before = this.held;
    this.held = null;
    const said = before === null ? [] : [isOneCall(before.record, record) ? IGNORED : before.reading];
    if (!record.uncertainties.includes("output_lower_bound")) return [...said, reading];
    this.held = { reading: { ...reading, line }, record };
    return said;
  }

  /** The last one, if its stream broke off. */
  end(): readonly Reading[] {
    const { held } = this;
    this.held = null;
    return held === null ? [] : [held.reading];
  }
}

function isOneCall(one: UsageRecord, next: UsageRecord): boolean {
  return one.model === next.model && one.tokens.input === next.tokens.input;
}
