import { isObject } from "../format";
import { NamedFields } from "../named-fields";

/** The attributes of a span, metric or resource that have plain values; lists and maps are passed over. */
export class Attributes extends NamedFields {
  private readonly values = new Map<string, string>();

  /** `keyValues` is a list as OTLP has it: `[{key, value: {stringValue}}, …]`. Where a key comes again, the last counts. */
  constructor(keyValues: unknown) {
    super();
    if (!Array.isArray(keyValues)) return;
    for (const entry of keyValues) {
      if (!isObject(entry) || typeof entry.key !== "string" || !isObject(entry.value)) continue;
      const { stringValue, intValue, doubleValue, boolValue } = entry.value;
      const value = stringValue ?? intValue ?? doubleValue ?? boolValue;
      if (typeof value === "string" || typeof value === "number" || typeof value === "boolean")
        this.values.set(entry.key, String(value).trim());
    }
  }

  has(name: string): boolean {
    return this.values.has(name);
  }

  protected stated(name: string): string {
    return this.values.get(name) ?? "";
  }

  /** Whether an attribute's name begins so. */
  hasAny(prefix: string): boolean {
    for (const name of this.values.keys()) if (name.startsWith(prefix)) return true;
    return false;
  }

  /** Attributes whose names begin with `prefix`, by what follows it. */
  *under(prefix: string): Generator<[string, string]> {
    for (const [name, value] of this.values) if (name.startsWith(prefix)) yield [name.slice(prefix.length), value];
  }
}
