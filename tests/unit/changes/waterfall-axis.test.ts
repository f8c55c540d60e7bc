import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { percentOnAxis, waterfallAxis } from "@/app/(workspace)/changes/waterfall-axis";

describe("the axis of a waterfall", () => {
  test("begins at nothing where the steps can be seen", () => {
    expect(waterfallAxis([100n, 120n, 90n])).toEqual({ from: 0n, to: 120n });
    expect(waterfallAxis([0n, 5n])).toEqual({ from: 0n, to: 5n });
    expect(waterfallAxis([-5n, 100n, 99n])).toEqual({ from: 0n, to: 100n });
  });

  test("begins a little below the lowest level where they could not, and where nothing changed at nothing", () => {
    expect(waterfallAxis([1_000_000n, 1_010_000n, 1_005_000n])).toEqual({ from: 996_000n, to: 1_010_000n });
    expect(waterfallAxis([100n, 100n])).toEqual({ from: 0n, to: 100n });
    expect(waterfallAxis([])).toEqual({ from: 0n, to: 1n });
  });

  test("has every level on it, in order, and the largest step is wide enough to be seen", () => {
    fc.assert(
      fc.property(fc.array(fc.bigInt({ min: 0n, max: 10n ** 24n }), { minLength: 2, maxLength: 12 }), (levels) => {
        const axis = waterfallAxis(levels);
        const sorted = [...levels].sort((a, b) => (a < b ? -1 : 1));
        const places = sorted.map((level) => percentOnAxis(level, axis));
        expect(places.every((place) => place >= 0 && place <= 100)).toBe(true);
        expect(places).toEqual([...places].sort((a, b) => a - b));
        const [least = 0, most = 0] = [places[0], places.at(-1)];
        if (sorted[0] !== sorted.at(-1)) expect(most - least).toBeGreaterThan(14);
      }),
    );
  });
});
