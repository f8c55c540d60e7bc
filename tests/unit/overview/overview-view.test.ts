import { expect, test } from "vitest";
import { overviewView } from "@/app/(workspace)/overview/overview-view";
import { InvalidParameter } from "@/lib/spend/question-from-params";

const NOW = new Date("2026-11-24T14:05:00Z");

function view(query: string) {
  return overviewView(new URLSearchParams(query), "Europe/Berlin", NOW);
}

test("begins with the last 30 days of the organisation's zone, by day and model, beside the period before", () => {
  const { question, preset, dimension, measure } = view("");
  expect(question).toMatchObject({
    from: new Date("2026-10-25T23:00:00Z"),
    to: new Date("2026-11-24T23:00:00Z"),
    timeZone: "Europe/Berlin",
    granularity: "day",
    groupBy: ["model"],
    compare: "previous",
  });
  expect({ preset, dimension, measure }).toEqual({ preset: "30d", dimension: "model", measure: "cost" });
});

test("reads everything else from the address", () => {
  const { question, preset, measure } = view(
    "range=last-month&granularity=week&groupBy=project&measure=tokens&filter.user=ada&filter.user=",
  );
  expect(question.from).toEqual(new Date("2026-09-30T22:00:00Z"));
  expect(question.to).toEqual(new Date("2026-10-31T23:00:00Z"));
  expect(question.filters).toEqual({ user: ["ada", null] });
  expect([question.granularity, question.groupBy, preset, measure]).toEqual([
    "week",
    ["project"],
    "last-month",
    "tokens",
  ]);
});

test("dates of one's own go without a preset", () => {
  const { question, preset } = view("from=2026-11-01&to=2026-11-03");
  expect(preset).toBeNull();
  expect([question.from, question.to]).toEqual([new Date("2026-10-31T23:00:00Z"), new Date("2026-11-02T23:00:00Z")]);
});

test("takes the nearest granularity that can be drawn", () => {
  expect(view("range=90d&granularity=hour").question.granularity).toBe("day");
  expect(view("from=2010-01-01&to=2026-01-01&granularity=hour").question.granularity).toBe("month");
});

test("says which parameter is wrong", () => {
  expect(() => view("from=yesterday")).toThrow(InvalidParameter);
  expect(() => view("from=2026-11-03&to=2026-11-01")).toThrow("to: must be after from");
  expect(() => view("filter.planet=mars")).toThrow(InvalidParameter);
});
