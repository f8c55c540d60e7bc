import { expect, test } from "vitest";
import { usdAxisText } from "@/components/charts/chart-frame";

test.each([
  [
    [0, 0.5, 1, 1.5],
    ["$0", "$0.50", "$1.00", "$1.50"],
  ],
  [
    [0, 1, 2],
    ["$0", "$1", "$2"],
  ],
  [
    [0, 2.5, 5],
    ["$0", "$2.50", "$5.00"],
  ],
  [
    [0, 0.0005, 0.001],
    ["$0", "$0.0005", "$0.0010"],
  ],
  [
    [0, 5e-8, 1e-7],
    ["$0", "$0.00000005", "$0.00000010"],
  ],
  [
    [0, 500, 1000],
    ["$0", "$500", "$1,000"],
  ],
  [
    [0, 2500, 5000, 7500, 10_000],
    ["$0", "$2.5k", "$5k", "$7.5k", "$10k"],
  ],
  [
    [0, 5_000_000, 10_000_000],
    ["$0", "$5M", "$10M"],
  ],
])("dollars at %o have as many decimals as their steps need", (values, texts) => {
  const ticks = values.map((value) => ({ value }));
  expect(values.map((value) => usdAxisText(value, ticks))).toEqual(texts);
});
