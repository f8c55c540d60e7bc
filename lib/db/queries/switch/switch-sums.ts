import "server-only";
import { leverlessSumsOf, type SwitchInput, type SwitchSums, sizesOf } from "@/lib/switch/answer";
import type { SwitchTraffic } from "@/lib/switch/switch-traffic";
import type { PartTables } from "@/lib/switch/traffic/tabulate-part";
import { recall, remember } from "./traffic/recently-used";

interface KnownSums {
  /** Numbers of the tables they were made of. */
  tables: readonly number[];
  sums: unknown;
}

/** Bytes of a move's sums, roughly: its buckets of sizes, or two days of minutes for each rate limit. */
const BYTES_OF_MOVE = 2 ** 19;

/**
 * Sums of a what-if, which are remembered: while somebody moves levers the traffic stays the same. They hold as long as
 * they were made of the very tables that are there now, and of the same moves, prices and limits.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function switchSums(organizationId: number, input: SwitchInput): SwitchSums {
  const key = keyOf(organizationId, input);
  return {
    ...known(`costs ${key}`, input, ["scope", "costs", "allMinutes", "minutes"], leverlessSumsOf),
    // These alone depend on a lever: on the factor of the output, if that is stated.
    sizes: known(`sizes ${key}`, input, ["sizes"], sizesOf),
  };
}

function known<Sums>(
  key: string,
  input: SwitchInput,
  kinds: readonly (keyof PartTables)[],
  sumsOf: (input: SwitchInput) => Sums,
): Sums {
  const tables = numbersOf(input.traffic, kinds);
  const before = recall<KnownSums>(key);
  if (before && isSame(before.tables, tables)) return before.sums as Sums;
  const sums = sumsOf(input);
  remember(key, { tables, sums }, BYTES_OF_MOVE * (1 + input.moves.length));
  return sums;
}

function keyOf(organizationId: number, { book, moves, question }: SwitchInput): string {
  const { from, to, ownLimits, prices, timeZone } = question;
  const asked = [organizationId, from, to, timeZone, prices, ownLimits, moves, book.ownStatements];
  return JSON.stringify(asked, (_, value) => (typeof value === "bigint" ? String(value) : value));
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Numbers that tell tables apart without keeping them. */
function numbersOf({ parts }: SwitchTraffic, kinds: readonly (keyof PartTables)[]): number[] {
  return parts.flatMap(({ at, tables }) => [at, ...kinds.map((kind) => numberOf(tables[kind]))]);
}

function numberOf(table: object | null): number {
  if (table === null) return 0;
  const number = numbers.get(table) ?? ++lastNumber;
  numbers.set(table, number);
  return number;
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, index) => number === other[index]);
}
