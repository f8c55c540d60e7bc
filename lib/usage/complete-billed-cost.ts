import type { BilledCost } from "./billed-cost";
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

/** Digits before and after the point that are kept. */
const AMOUNT = /^-?\d{1,20}(\.\d{1,40})?$/;

/** An amount in plain digits ("1.5e-7" becomes "0.00000015"); null when it is none. */
function decimalAmount(stated: string): string | null {
  const text = stated.trim();
  if (AMOUNT.test(text)) return text;
  const scientific = /^(-?)(\d)(?:\.(\d+))?e([+-]?\d{1,2})$/i.exec(text);
  if (!scientific) return null;
  const [, sign, first, rest = "", exponent] = scientific;
  const digits = `${first}${rest}`;
  const point = 1 + Number(exponent);
  const plain =
    point <= 0
      ? `0.${"0".repeat(-point)}${digits}`
      : digits.length <= point
        ? digits.padEnd(point, "0")
        : `${digits.slice(0, point)}.${digits.slice(point)}`;
  return AMOUNT.test(plain) ? `${sign}${plain}` : null;
}
