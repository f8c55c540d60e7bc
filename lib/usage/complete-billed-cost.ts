import type { BilledCost } from "./billed-cost";
import { decimalAmount } from "./decimal-amount";
import { type ReadContext, type Reading, reject } from "./formats/format";
import { isPlausible } from "./parse-timestamp";
import { wrongName } from "./wrong-name";

/**
 * The last step of formats that say what was billed: checks the amount and the period and gives it its identity: the
 * period, all dimensions, and `further` what tells two amounts of this format apart. Equal identities within an upload are
 * parts of one sum.
 */
export function completeBilledCost(
  billed: BilledCost,
  context: ReadContext,
  further: readonly unknown[] = [],
): Reading {
  const amount = decimalAmount(billed.amount);
  if (amount === null)
    return reject("amount", "not_an_amount", `the amount must be a decimal number, not ${billed.amount}`);
  if (!/^[A-Z]{3}$/.test(billed.currency))
    return reject(
      "currency",
      "not_a_currency",
      `the currency must be three letters such as USD, not "${billed.currency}"`,
    );
  for (const [field, time] of [
    ["timestamp", billed.timestamp],
    ["endTimestamp", billed.endTimestamp],
  ] as const) {
    if (isPlausible(time, context.now)) continue;
    return reject(field, "timestamp_out_of_range", `${field} must lie between the year 2000 and a year from now`);
  }
  if (billed.endTimestamp <= billed.timestamp)
    return reject("endTimestamp", "period_backwards", "endTimestamp must be after timestamp");
  for (const field of NAMES) {
    const wrong = wrongName(field, billed[field]);
    if (wrong) return wrong;
  }
  const { amount: _, ...dimensions } = billed;
  const identity = `billed\n${JSON.stringify([...Object.values(dimensions), ...further])}`;
  return { kind: "billed", billed: { ...billed, amount }, identity };
}

const NAMES = ["provider", "lineItem", "model", "serviceTier", "project", "apiKey", "user"] as const;
