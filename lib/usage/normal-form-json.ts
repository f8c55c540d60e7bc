import { isObject, type JsonObject } from "./formats/format";
import { dateFromInstant } from "./instant";
import { FIELD_NAMES, isTokenField, type NormalFormFields, type Rejected, readNormalForm } from "./normal-form";
import type { UsageRecord } from "./usage-record";

/** Reads a record from JSON in the normal form; the token counts may also stand beside `model`, without `tokens`. */
export function readNormalFormJson(value: JsonObject): UsageRecord | Rejected {
  return readNormalForm(new JsonFields(value));
}

class JsonFields implements NormalFormFields {
  private readonly tokens: JsonObject;

  constructor(private readonly value: JsonObject) {
    this.tokens = isObject(value.tokens) ? value.tokens : value;
  }

  stated(field: number): unknown {
    const name = FIELD_NAMES[field] as string;
    return isTokenField(field) ? this.tokens[name] : this.value[name];
  }

  plainCount(field: number): number {
    const stated = this.stated(field);
    if (stated === undefined || stated === null || stated === "") return 0;
    return Number.isSafeInteger(stated) && (stated as number) >= 0 ? (stated as number) : Number.NaN;
  }

  plainInstant(): number {
    return Number.NaN;
  }
}

/** Writes a record in the normal form, as GET /api/v1/records gives it and POST /api/v1/usage takes it. */
export function normalFormToJson(record: UsageRecord): Record<string, unknown> {
  const { timestamp, endTimestamp, uncertainties, reported, ...rest } = record;
  return {
    ...rest,
    timestamp: dateFromInstant(timestamp).toISOString(),
    endTimestamp: endTimestamp === null ? null : dateFromInstant(endTimestamp).toISOString(),
    ...(uncertainties.length > 0 ? { uncertainties } : {}),
    ...(reported ? { reported } : {}),
  };
}
