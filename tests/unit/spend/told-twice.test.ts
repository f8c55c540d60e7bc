import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { compareViews, describeView, viewOf, viewText } from "@/lib/spend/export-view";
import { decisionsOf, type ToldView, type ViewCell } from "@/lib/spend/told-twice";

type Sums = Partial<ViewCell["names"]> & { input?: number; output?: number; requests?: number | null; calls?: number };

function told(text: string, cells: readonly Sums[], hours: [number, number] = [0, 24]): ToldView {
  const at = (hour: number) => new Date(Date.UTC(2026, 10, 2) + hour * 3_600_000);
  return {
    ...{ text, view: viewOf(text), from: at(hours[0]), to: at(hours[1]) },
    cells: cells.map(
      ({ model = 1, project = 0, apiKey = 0, user = 0, input = 0, output = 0, requests = null, calls = 0 }) => ({
        names: { model, project, apiKey, user },
        ...{ input: BigInt(input), output: BigInt(output), calls },
        requests: requests === null ? null : BigInt(requests),
      }),
    ),
  };
}

const BY_MODEL = "openai-usage/86400/model";
const BY_PROJECT = "openai-usage/86400/model,project";
const BY_KEY = "openai-usage/86400/model,project,apiKey";
const BY_USER = "openai-usage/86400/model,user";

function standings(views: readonly ToldView[], stated: string | null = null): Record<string, string> {
  const forward = decisionsOf(views, stated);
  expect(decisionsOf([...views].reverse(), stated)).toEqual(forward);
  for (const { standing, toldBy } of forward.values()) {
    expect(toldBy === null).toBe(standing !== "aside");
    if (toldBy !== null) expect(forward.get(toldBy)?.standing).not.toBe("aside");
  }
  return Object.fromEntries([...forward].map(([view, { standing }]) => [view, standing]));
}

describe("of views that tell the same", () => {
  const whole = told(BY_MODEL, [{ input: 100 }, { model: 2, input: 7, output: 3 }]);

  test("the finest counts", () => {
    const finer = told(BY_PROJECT, [
      { project: 1, input: 60 },
      { project: 2, input: 40 },
      { model: 2, project: 1, input: 7, output: 3 },
    ]);
    expect(standings([whole, finer])).toEqual({ [BY_MODEL]: "aside", [BY_PROJECT]: "counts" });
  });

  test("the one that tells most counts, however coarse it is", () => {
    const part = told(BY_PROJECT, [{ project: 1, input: 60 }]);
    expect(standings([whole, part])).toEqual({ [BY_MODEL]: "counts", [BY_PROJECT]: "aside" });
  });

  test("calls and requests are compared where there are no tokens", () => {
    const images = told(BY_MODEL, [{ requests: 5, calls: 9 }]);
    const fewer = told(BY_PROJECT, [{ project: 1, requests: 5, calls: 8 }]);
    expect(standings([images, fewer])).toEqual({ [BY_MODEL]: "counts", [BY_PROJECT]: "aside" });
    const more = told(BY_PROJECT, [{ project: 1, requests: 6, calls: 8 }]);
    expect(standings([images, more])).toEqual({ [BY_MODEL]: "doubtful", [BY_PROJECT]: "doubtful" });
  });

  test("what does not say its requests is compared by what it says", () => {
    const silent = told(BY_PROJECT, [
      { project: 1, input: 100, requests: null },
      { project: 1, model: 2, input: 7, output: 3 },
    ]);
    const saying = told(BY_MODEL, [
      { input: 100, requests: 4 },
      { model: 2, input: 7, output: 3, requests: 1 },
    ]);
    expect(standings([silent, saying])).toEqual({ [BY_MODEL]: "aside", [BY_PROJECT]: "counts" });
  });
});

describe("views stay beside one another", () => {
  test("whose projects have nothing in common", () => {
    const one = told(BY_PROJECT, [{ project: 1, input: 5 }]);
    const other = told(BY_KEY, [{ project: 2, apiKey: 1, input: 100 }]);
    expect(standings([one, other])).toEqual({ [BY_PROJECT]: "counts", [BY_KEY]: "counts" });
  });

  test("but not for calling projects by other words", () => {
    const ids = "openai-usage/86400/model,project:ids";
    const one = told(ids, [{ project: 1, input: 100 }]);
    const other = told(BY_PROJECT, [{ project: 2, input: 100 }]);
    expect(standings([one, other])).toEqual({ [ids]: "aside", [BY_PROJECT]: "counts" });
  });

  test("whose periods do not meet", () => {
    const hours = "openai-usage/3600/model";
    const morning = told(hours, [{ input: 5 }], [0, 12]);
    const minutes = "openai-usage/60/model,project";
    const evening = told(minutes, [{ project: 1, input: 9 }], [12, 24]);
    expect(standings([morning, evening])).toEqual({ [hours]: "counts", [minutes]: "counts" });
  });

  test("in doubt where each has more of something", () => {
    const one = told(BY_MODEL, [{ input: 100 }, { model: 2, input: 1 }]);
    const other = told(BY_USER, [
      { user: 1, input: 50 },
      { user: 1, model: 2, input: 2 },
    ]);
    expect(standings([one, other])).toEqual({ [BY_MODEL]: "doubtful", [BY_USER]: "doubtful" });
  });
});

describe("what a person says holds", () => {
  const whole = told(BY_MODEL, [{ input: 100 }]);
  const part = told(BY_PROJECT, [{ project: 1, input: 60 }]);

  test("all count", () => {
    expect(standings([whole, part], "all")).toEqual({ [BY_MODEL]: "counts", [BY_PROJECT]: "counts" });
  });

  test("one view counts, though it tells less or may tell something else", () => {
    expect(standings([whole, part], BY_PROJECT)).toEqual({ [BY_MODEL]: "aside", [BY_PROJECT]: "counts" });
    expect(standings([whole, part], BY_USER)).toEqual({ [BY_MODEL]: "counts", [BY_PROJECT]: "aside" });
  });

  test("but what is apart from it stays", () => {
    const other = told(BY_KEY, [{ project: 2, apiKey: 1, input: 1000 }]);
    expect(standings([part, other], BY_PROJECT)).toEqual({ [BY_PROJECT]: "counts", [BY_KEY]: "counts" });
  });
});

const cell = fc.record({
  ...{ model: fc.nat(2), project: fc.nat(2), apiKey: fc.nat(2), user: fc.nat(2) },
  ...{ input: fc.nat(5), output: fc.nat(3), requests: fc.option(fc.nat(4)), calls: fc.nat(2) },
});
const views = fc.uniqueArray(
  fc.record({
    text: fc.constantFrom(BY_MODEL, BY_PROJECT, BY_KEY, BY_USER, "openai-usage/60/model", "a/0/"),
    cells: fc.array(cell, { minLength: 1, maxLength: 4 }),
    hours: fc.constantFrom<[number, number]>([0, 24], [0, 12], [12, 24]),
  }),
  { selector: ({ text }) => text, minLength: 1, maxLength: 5 },
);

test("what tells most always counts, whatever else there is and in any order", () => {
  fc.assert(
    fc.property(views, fc.func(fc.integer()), (drawn, place) => {
      const given = drawn.map(({ text, cells, hours }) => told(text, cells, hours));
      const found = decisionsOf(given, null);
      const shuffled = [...given].sort((one, other) => place(one.text) - place(other.text));
      expect(decisionsOf(shuffled, null)).toEqual(found);
      const tokens = ({ cells }: ToldView) => cells.reduce((sum, { input, output }) => sum + input + output, 0n);
      const most = given.reduce((one, other) => (tokens(other) > tokens(one) ? other : one));
      const counted = given.filter(({ text }) => found.get(text)?.standing !== "aside");
      expect(counted.reduce((sum, view) => sum + tokens(view), 0n)).toBeGreaterThanOrEqual(tokens(most));
    }),
  );
});

test("views are written down, ordered and described", () => {
  for (const text of [
    BY_MODEL,
    BY_KEY,
    "anthropic-console/86400/model,serviceTier,project:ids,user,region,tags",
    "a/0/",
  ])
    expect(viewText(viewOf(text))).toBe(text);
  const texts = [
    "a/0/",
    "a/86400/model",
    "a/3600/model",
    "a/86400/model,user",
    "a/86400/model,project",
    "a/60/model,serviceTier",
  ];
  const ordered = texts.map(viewOf).sort(compareViews).map(viewText);
  expect(ordered).toEqual([...texts.slice(4).reverse(), texts[3], texts[2], texts[1], texts[0]]);
  expect(describeView(viewOf(BY_KEY))).toBe("days by model, project and key");
  expect(describeView(viewOf("a/3600/model"))).toBe("hours by model");
  expect(describeView(viewOf("a/0/"))).toBe("sums, not told apart");
});
