import { isObject, type JsonObject } from "./format";
import { NamedFields } from "./named-fields";

/** The fields of a JSON object; a field of an object within it is named with dots ("cache_creation.ephemeral_5m"). */
export class JsonFields extends NamedFields {
  constructor(
    private readonly object: JsonObject,
    nothing?: ReadonlySet<string>,
  ) {
    super(nothing);
  }

  has(name: string): boolean {
    return this.value(name) !== undefined;
  }

  protected stated(name: string): string {
    const value = this.value(name);
    if (value === undefined || value === null) return "";
    return typeof value === "object" ? JSON.stringify(value) : String(value).trim();
  }

  private value(name: string): unknown {
    const own = this.object[name];
    if (own !== undefined || !name.includes(".")) return own;
    return name
      .split(".")
      .reduce<unknown>((holder, step) => (isObject(holder) ? holder[step] : undefined), this.object);
  }
}
