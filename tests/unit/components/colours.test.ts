import { describe, expect, test } from "vitest";
import { SERIES_COLOURS } from "@/components/charts/palette";
import { contrast, designColours, smallestDistance } from "./colours";

/** Texts and the surfaces they lie on. */
const READ_ON: Readonly<Record<string, readonly string[]>> = {
  ink: ["canvas", "surface", "raised", "sunken", "accent-soft", "warning-soft", "danger-soft", "positive-soft"],
  muted: ["canvas", "surface", "raised", "sunken", "warning-soft", "danger-soft", "positive-soft"],
  faint: ["surface", "canvas"],
  accent: ["surface", "raised", "accent-soft"],
  positive: ["surface", "positive-soft"],
  warning: ["surface", "warning-soft"],
  danger: ["surface", "raised", "danger-soft"],
  "accent-ink": ["accent", "accent-strong"],
  "danger-ink": ["danger"],
};

describe.each(["light", "dark"] as const)("in %s", (theme) => {
  const colours = designColours()[theme];
  const colour = (name: string) => colours[name] ?? expect.fail(`no colour is called ${name}`);
  const series = Array.from({ length: SERIES_COLOURS }, (_, index) => `series-${index + 1}`);

  test.each(Object.entries(READ_ON))("%s can be read wherever it is written", (text, surfaces) => {
    for (const surface of surfaces) {
      expect(contrast(colour(text), colour(surface)), `${text} on ${surface}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("edges of controls, and bands of charts, stand out from the surface", () => {
    for (const name of ["line-strong", ...series, "series-other", "series-unstated"]) {
      expect(contrast(colour(name), colour("surface")), name).toBeGreaterThanOrEqual(3);
    }
  });

  test("bands of charts can be told apart by everybody", () => {
    for (const [index, one] of series.entries()) {
      for (const other of series.slice(index + 1)) {
        expect(smallestDistance(colour(one), colour(other)), `${one} and ${other}`).toBeGreaterThanOrEqual(0.09);
      }
    }
    // The two that are no value of their own stand beside each other.
    expect(smallestDistance(colour("series-other"), colour("series-unstated"))).toBeGreaterThanOrEqual(0.12);
  });
});
