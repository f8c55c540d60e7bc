/** Digits before and after the point that are kept. */
const AMOUNT = /^-?\d{1,20}(\.\d{1,40})?$/;

/** An amount in plain digits ("1.5e-7" becomes "0.00000015"); null when it is none. */
export function decimalAmount(stated: string): string | null {
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

/** The same for a JSON value: a number, or text; null when it is no amount. */
export function decimalOf(value: unknown): string | null {
  if (typeof value === "number") return Number.isFinite(value) ? decimalAmount(String(value)) : null;
  return typeof value === "string" ? decimalAmount(value) : null;
}

/** An amount in plain digits with its point moved to the left ("1234.5" by 2 is "12.345"), to the last digit. */
export function pointMovedLeft(amount: string, places: number): string {
  const [, sign = "", whole = "", fraction = ""] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  const digits = whole.padStart(places + 1, "0");
  return `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}${fraction}`;
}
