import { isObject, type JsonObject } from "./format";
import { NamedFields } from "./named-fields";

/** The fields of a JSON object; a field of an object within it is named with dots ("cache_creation.ephemeral_5m"). */
export class JsonFields extends NamedFields {
  constructor(private readonly object: JsonObject) {
    super();
  }

  has(name: string): boolean {
    return this.stated(name) !== undefined;
  }

  text(name: string): string {
    const stated = this.stated(name);
    if (stated === undefined || stated === null) return "";
    return typeof stated === "object" ? JSON.stringify(stated) : String(stated).trim();
  }

  private stated(name: string): unknown {
    const own = this.object[name];
    if (own !== undefined || !name.includes(".")) return own;
    return name
      .split(".")
      .reduce<unknown>((holder, step) => (isObject(holder) ? holder[step] : undefined), this.object);
  }
}
