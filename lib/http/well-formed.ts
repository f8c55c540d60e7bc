/**
 * A value of JSON in which every text can be stored: half a surrogate pair, which JSON may hold and Postgres may not, is
 * replaced, as it is when text is written as UTF-8.
 */
export function wellFormed<Value>(value: Value): Value {
  if (typeof value === "string") return Buffer.from(value).toString() as Value;
  if (Array.isArray(value)) return value.map(wellFormed) as Value;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [wellFormed(name), wellFormed(part)])) as Value;
}
