import fc from "fast-check";
import { expect, test } from "vitest";
import { SeenKeys } from "@/lib/ingest/keys/seen-keys";

const word = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
/** Some keys are near to each other, or the same. */
const key = fc.oneof(fc.tuple(word, word), fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 3 })));
const keys = fc.array(key, { maxLength: 300 });

function packed(list: readonly (readonly [number, number])[]): Buffer {
  const bytes = Buffer.alloc(list.length * 8);
  for (const [index, [first, second]] of list.entries()) {
    bytes.writeInt32BE(first, index * 8);
    bytes.writeInt32BE(second, index * 8 + 4);
  }
  return bytes;
}

test("no key that was added is missed, whether it came alone or packed with others, in whatever pieces", () => {
  fc.assert(
    fc.property(keys, fc.array(keys, { maxLength: 4 }), fc.nat(1000), (alone, pieces, expected) => {
      const seen = new SeenKeys(expected);
      for (const [first, second] of alone) seen.add(first, second);
      seen.addPacked(pieces.map(packed));
      for (const [first, second] of [...alone, ...pieces.flat()]) expect(seen.has(first, second)).toBe(true);
    }),
  );
});

/** Words that look random, as those of hashes do. */
function mixed(index: number): number {
  const half = Math.imul(index ^ (index >>> 16), 0x85ebca6b);
  const most = Math.imul(half ^ (half >>> 13), 0xc2b2ae35);
  return most ^ (most >>> 16);
}

test("few are taken for others, and keys that are expected take what was said", () => {
  const count = 400_000;
  const list = Array.from({ length: count }, (_, index) => [mixed(index * 2), mixed(index * 2 + 1)] as const);
  const all = new SeenKeys(count / 2);
  all.addPacked([packed(list.slice(0, count / 4)), packed(list.slice(count / 4, count / 2))]);
  expect(all.bytes).toBe(SeenKeys.bytesFor(count / 2));
  const taken = list.slice(count / 2).filter(([first, second]) => all.has(first, second)).length;
  expect(taken).toBeLessThan(count / 2 / 1000);
  for (const [first, second] of list) all.add(first, second);
  expect(all.bytes).toBeGreaterThan(SeenKeys.bytesFor(count / 2));
  expect(list.every(([first, second]) => all.has(first, second))).toBe(true);
});

test("few are taken for others of many that come packed and that nobody expected", () => {
  const count = 400_000;
  const list = Array.from({ length: count * 2 }, (_, index) => [mixed(index * 2), mixed(index * 2 + 1)] as const);
  const seen = new SeenKeys();
  for (const [first, second] of list.slice(0, 1000)) seen.add(first, second);
  seen.addPacked([packed(list.slice(1000, count / 2)), packed(list.slice(count / 2, count))]);
  expect(list.slice(0, count).every(([first, second]) => seen.has(first, second))).toBe(true);
  expect(list.slice(count).filter(([first, second]) => seen.has(first, second)).length).toBeLessThan(count / 1000);
  expect(seen.tableCount).toBeLessThanOrEqual(2);
});

test("tens of millions, of which nobody knew, take little more than they need", () => {
  const count = 25_000_000;
  const seen = new SeenKeys();
  for (let index = 0; index < count; index += 1) {
    seen.add(mixed(index * 2), mixed(index * 2 + 1));
    if (index % 4_000_000 === 0) expect(seen.bytes).toBeLessThan((index * 2) / 0.7 + 33 * 2 ** 20);
  }
  for (let index = 0; index < count; index += 1009) {
    if (!seen.has(mixed(index * 2), mixed(index * 2 + 1))) expect.fail(`misses key ${index}`);
  }
});
