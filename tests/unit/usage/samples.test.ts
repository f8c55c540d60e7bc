import { describe, expect, test } from "vitest";
import { expectedTotals, isText, SAMPLES, type SampleTotals, sampleBytes } from "../../support/samples";
import { parse } from "./parse";
import { sampleTotals, scaled } from "./sample-totals";

/** What the expectations count besides tokens, by the names of ours. */
const CALLS: Readonly<Record<string, string>> = { images: "images", seconds: "audioSeconds", web_search: "webSearch" };

/** Flags by other names, and what we do not note as an uncertainty. */
const FLAGS: Readonly<Record<string, readonly string[]>> = {
  may_be_estimated: ["estimated"],
  gateway_cache_hit: [],
  inclusive_details: [],
};

describe.each(SAMPLES)("%s", (name, format) => {
  const bytes = sampleBytes(name);
  const want = expectedTotals(name);

  function check(variant: Uint8Array, size?: number) {
    const result = parse(variant, size);
    const totals = sampleTotals(result.items);
    expect(result.format).toBe(format);
    expect(result.items.filter((item) => item.kind === "reject")).toEqual([]);
    expect(totals).toMatchObject({ records: want.records, requests: want.requests, reasoning: want.reasoning });
    expect(totals.tokens).toEqual(want.tokens);
    expect(totals.calls).toEqual(callsOf(want));
    expect(totals.uncertainties).toEqual(
      expect.arrayContaining((want.flags ?? []).flatMap((flag) => FLAGS[flag] ?? [flag])),
    );
    expect(totals.billed).toBe(want.grain.includes("cost") ? scaled(want.cost ?? "0") : 0n);
  }

  test("as it is", () => check(bytes));
  test("byte by byte", () => check(bytes, 1));
  if (!isText(name)) return;
  test("with CRLF", () => check(Buffer.from(bytes.toString().replaceAll("\n", "\r\n"))));
  test("with a byte order mark", () => check(Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), bytes])));
  test("as UTF-16", () => check(Buffer.from(`\ufeff${bytes.toString()}`, "utf16le"), 7));
  test("as UTF-16 without a mark", () => check(Buffer.from(bytes.toString(), "utf16le")));
});

function callsOf({ other }: SampleTotals): Record<string, number> {
  const stated = Object.entries(other ?? {}).filter(([kind]) => kind in CALLS);
  return Object.fromEntries(stated.map(([kind, count]) => [CALLS[kind], Number(count)]));
}
