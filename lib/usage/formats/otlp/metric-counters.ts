import { createHash } from "node:crypto";
import { parseTime } from "../../parse-timestamp";
import type { JsonObject, Reading } from "../format";
import { Attributes } from "./attributes";
import { objects } from "./span";

/** How the points of a metric say which tokens they count: the attribute, and what its values stand for. */
export interface TokenTypes<Type extends string> {
  attribute: string;
  types: ReadonlyMap<string, Type>;
}

/** The points of one counter by the type of their tokens. */
export interface Counter<Type extends string> {
  /** What it is called in an upload: the same whenever it is read again. */
  id: string;
  points: Partial<Record<Type, JsonObject>>;
  first: JsonObject;
}

/** The counters of a metric's data: their points are told apart by all attributes but the type. `kind` begins their keys. */
export function countersOf<Type extends string>(
  kind: string,
  data: JsonObject,
  resource: unknown,
  { attribute, types }: TokenTypes<Type>,
): Counter<Type>[] {
  const counters = new Map<string, Counter<Type>>();
  const [ofResource, isByInterval] = [sortedAttributes(resource), isDelta(data)];
  for (const point of objects(data.dataPoints)) {
    const key = JSON.stringify([
      kind,
      ofResource,
      sortedAttributes(point.attributes, attribute),
      ...[point.startTimeUnixNano, isByInterval ? point.timeUnixNano : null],
    ]);
    const counter: Counter<Type> = counters.get(key) ?? { id: idOf(key), points: {}, first: point };
    counters.set(key, counter);
    const type = types.get(new Attributes(point.attributes).name(attribute) ?? "");
    if (type !== undefined) counter.points[type] = point;
  }
  return [...counters.values()];
}

function idOf(key: string): string {
  return `otlp-metric:${createHash("sha256").update(key).digest("hex").slice(0, 32)}`;
}

/** The attributes of a point or resource but one, in order. */
function sortedAttributes(keyValues: unknown, except = ""): [string, string][] {
  return [...new Attributes(keyValues).under("")]
    .filter(([name]) => name !== except)
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Whether a metric's points are changes, not everything since a start; by the number or the name of the enum. */
function isDelta({ aggregationTemporality }: JsonObject): boolean {
  return aggregationTemporality === 1 || aggregationTemporality === "AGGREGATION_TEMPORALITY_DELTA";
}

/** What a point sums up; a rejection where its times are none. */
export function periodOf(metric: string, point: JsonObject) {
  const [start, end] = [parseTime(point.startTimeUnixNano), parseTime(point.timeUnixNano)];
  if (start && end) return { timestamp: start.instant, endTimestamp: end.instant };
  const message = "startTimeUnixNano and timeUnixNano must be in nanoseconds";
  return rejectedPoint(metric, point, "timeUnixNano", "not_a_time", message);
}

/** Says no to a counter; what is kept of it is a point. */
export function rejectedPoint(
  metric: string,
  point: JsonObject,
  field: string,
  code: string,
  message: string,
): Reading & { kind: "reject" } {
  return { kind: "reject", field, code, message: `${metric}: ${message}`, raw: JSON.stringify(point) };
}
