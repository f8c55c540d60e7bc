import "server-only";
import { type SwitchInput, type SwitchSums, sumsOf } from "@/lib/switch/answer";
import type { TrafficPart } from "@/lib/switch/switch-traffic";
import { recall, remember } from "./traffic/recently-used";

interface KnownSums {
  /** Numbers of the tables they were made of. */
  tables: readonly number[];
  sums: SwitchSums;
}

/** Bytes of a move's sums, roughly: its buckets of sizes, and two days of minutes for each rate limit. */
const BYTES_OF_MOVE = 2 ** 20;

/**
 * Sums of a what-if, which are remembered: while somebody moves levers the traffic stays the same. They hold as long as
 * they were made of the very tables that are there now, and of the same moves, prices and limits.
 * @throws UnanswerableSwitch when moves of the same traffic take more than all of it.
 */
export function switchSums(organizationId: number, input: SwitchInput): SwitchSums {
  const key = keyOf(organizationId, input);
  const tables = input.traffic.parts.flatMap(numbersOf);
  const known = recall<KnownSums>(key);
  if (known && isSame(known.tables, tables)) return known.sums;
  const sums = sumsOf(input);
  remember(key, { tables, sums }, BYTES_OF_MOVE * (1 + input.moves.length));
  return sums;
}

function keyOf(organizationId: number, { book, moves, question }: SwitchInput): string {
  const { from, to, ownLimits, prices, timeZone } = question;
  const asked = [organizationId, from, to, timeZone, prices, ownLimits, moves, book.ownStatements];
  return `sums ${JSON.stringify(asked, (_, value) => (typeof value === "bigint" ? String(value) : value))}`;
}

const numbers = new WeakMap<object, number>();
let lastNumber = 0;

/** Numbers that tell tables apart without keeping them. */
function numbersOf({ at, tables }: TrafficPart): number[] {
  const ofTables = Object.values(tables).map((table: object | null) => {
    if (table === null) return 0;
    const number = numbers.get(table) ?? ++lastNumber;
    numbers.set(table, number);
    return number;
  });
  return [at, ...ofTables];
}

function isSame(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((number, index) => number === other[index]);
}
