import "server-only";
import type { NameOf } from "@/lib/switch/row-usage";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import { dimensionNames } from "../../dimensions/dimension-names";

const NAMED = ["provider", "model", "serviceTier", "region", "project", "endpoint"] as const;

/** The names behind the numbers in tables. */
export async function trafficNames(organizationId: number, parts: readonly TrafficPart[]): Promise<NameOf> {
  const ids = new Map<string, Set<number>>(NAMED.map((dimension) => [dimension, new Set()]));
  const add = (dimension: (typeof NAMED)[number], id: number) => ids.get(dimension)?.add(id);
  for (const { tables } of parts) {
    const { scope, sizes, allMinutes } = tables;
    for (let group = 0; group < scope.groupCount; group += 1) {
      for (const dimension of NAMED) if (dimension !== "endpoint") add(dimension, scope.nameOf(group, dimension));
    }
    for (let group = 0; group < sizes.groupCount; group += 1) add("endpoint", sizes.nameOf(group, "endpoint"));
    // These are of all traffic, in the question's scope or not.
    for (let group = 0; group < allMinutes.groupCount; group += 1) {
      for (const dimension of ["provider", "model", "serviceTier"] as const) {
        add(dimension, allMinutes.nameOf(group, dimension));
      }
    }
  }
  return dimensionNames(
    organizationId,
    NAMED.map((dimension) => ({ dimension, ids: [...(ids.get(dimension) ?? [])].filter((id) => id !== 0) })),
  );
}
