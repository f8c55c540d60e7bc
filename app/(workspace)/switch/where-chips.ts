import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { formatCount } from "@/lib/spend/format-count";
import type { WhereJson } from "@/lib/switch/move-to-json";

const SIZES = {
  minInput: (tokens: number) => `prompt from ${formatCount(tokens)} tokens`,
  maxInput: (tokens: number) => `prompt up to ${formatCount(tokens)} tokens`,
  minOutput: (tokens: number) => `output from ${formatCount(tokens)} tokens`,
  maxOutput: (tokens: number) => `output up to ${formatCount(tokens)} tokens`,
} as const;

/** What a move is limited to, each limit in words. */
export function whereChips(where: WhereJson): { name: string; text: string }[] {
  return Object.entries(where).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (name in SIZES) return [{ name, text: SIZES[name as keyof typeof SIZES](Number(value)) }];
    const values = (value as readonly (string | number | null)[]).map((one) => one ?? "not stated");
    if (name === "hours") return [{ name, text: `hours ${values.join(", ")}` }];
    return [{ name, text: `${dimensionLabel(name as Dimension)}: ${values.join(", ")}` }];
  });
}

/** The same without one of the limits. */
export function without(where: WhereJson, name: string): WhereJson {
  return Object.fromEntries(Object.entries(where).filter(([one]) => one !== name)) as WhereJson;
}

/** The same, one value more being let through. */
export function withValue(where: WhereJson, dimension: Dimension, value: string): WhereJson {
  const values = (where as Record<string, readonly (string | null)[]>)[dimension] ?? [];
  return { ...where, [dimension]: [...new Set([...values, value])] };
}
