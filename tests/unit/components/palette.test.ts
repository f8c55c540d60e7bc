import fc from "fast-check";
import { expect, test } from "vitest";
import { assignColours, SERIES_COLOURS } from "@/components/charts/palette";

const KNOWN = Array.from({ length: 12 }, (_, index) => `model-${index}`);

test("a value keeps its colour whatever else is shown", () => {
  const alone = assignColours(KNOWN, ["model-3"]).get("model-3");
  expect(assignColours(KNOWN, ["model-5", "model-3", "model-0"]).get("model-3")).toBe(alone);
});

test("a value keeps its colour when new ones are seen", () => {
  const before = assignColours(KNOWN.slice(0, 4), ["model-3"]).get("model-3");
  expect(assignColours(KNOWN, ["model-3"]).get("model-3")).toBe(before);
});

test("the one seen first keeps the colour two values would share", () => {
  const together = assignColours(KNOWN, ["model-9", "model-1"]);
  expect(together.get("model-1")).toBe(assignColours(KNOWN, ["model-1"]).get("model-1"));
  expect(together.get("model-9")).not.toBe(together.get("model-1"));
});

test("no two values shown together have the same colour while there are enough", () => {
  const shown = fc.uniqueArray(fc.oneof(fc.constantFrom(...KNOWN), fc.string()), { maxLength: SERIES_COLOURS });
  fc.assert(
    fc.property(shown, (values) => {
      const colours = assignColours(KNOWN, values);
      expect(new Set(colours.values()).size).toBe(values.length);
      for (const colour of colours.values()) expect(colour).toMatch(/^var\(--series-[1-8]\)$/);
    }),
  );
});

test("more values than colours still get one each", () => {
  const colours = assignColours(KNOWN, KNOWN);
  expect(colours.size).toBe(KNOWN.length);
  expect(new Set(colours.values()).size).toBe(SERIES_COLOURS);
});
