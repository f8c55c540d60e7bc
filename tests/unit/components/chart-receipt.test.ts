import { expect, test } from "vitest";
import { chartReceipt } from "@/components/charts/chart-receipt";
import type { StackedChartData } from "@/components/charts/stacked-chart-data";

const band = { name: "", colour: "", sizes: [], texts: [], total: "", href: null };
const bucket = { tick: "", title: "", partial: false, total: "" };
const data: StackedChartData = {
  unit: "usd",
  spend: "from=2026-11-01T06%3A00%3A00.000Z&to=2026-11-03T00%3A00%3A00.000Z&tz=UTC&filter.project=a&not.model=x",
  bands: [
    { ...band, changes: { "filter.model": "gpt-5" } },
    { ...band, changes: null },
  ],
  buckets: [
    { ...bucket, from: "2026-11-01T00:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
    { ...bucket, from: "2026-11-02T00:00:00.000Z", to: "2026-11-09T00:00:00.000Z" },
    bucket,
  ],
};

const asked = (where: { band?: number; bucket?: number }, of = data) => {
  const receipt = chartReceipt(of, where);
  return receipt && "spend" in receipt ? Object.fromEntries(new URLSearchParams(receipt.spend)) : null;
};

test("a bucket is the period's usage of its time, cut by the period", () => {
  const filters = { tz: "UTC", "filter.project": "a", "not.model": "x" };
  expect(asked({ bucket: 0 })).toEqual({
    ...{ from: "2026-11-01T06:00:00.000Z", to: "2026-11-02T00:00:00.000Z" },
    ...filters,
  });
  expect(asked({ bucket: 1 })).toMatchObject({ from: "2026-11-02T00:00:00.000Z", to: "2026-11-03T00:00:00.000Z" });
});

test("a band is the usage its filters let through", () => {
  expect(asked({ band: 0 })).toMatchObject({ "filter.model": "gpt-5", from: "2026-11-01T06:00:00.000Z" });
  expect(asked({ band: 0, bucket: 1 })).toMatchObject({ "filter.model": "gpt-5", from: "2026-11-02T00:00:00.000Z" });
});

test("what no filter limits usage to, and what is no cost, has no receipt", () => {
  expect(asked({ band: 1 })).toBeNull();
  expect(asked({ bucket: 2 })).toBeNull();
  const { spend: _, ...tokens } = data;
  expect(asked({ band: 0 }, tokens)).toBeNull();
});
