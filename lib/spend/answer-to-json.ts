import { usdString } from "@/lib/pricing/money";
import { totalsToJson } from "./measures";
import type { SpendAnswer, SpendGroup } from "./spend-question";

/** An answer about spend on the wire (see docs/api.md). */
export function answerToJson(answer: SpendAnswer): Record<string, unknown> {
  const { period, previous } = answer;
  return {
    from: period.from.toISOString(),
    to: period.to.toISOString(),
    tz: answer.timeZone,
    totals: totalsToJson(answer.totals),
    groups: answer.groups.map(groupToJson),
    series: answer.series.map((point) => ({
      start: point.start.toISOString(),
      end: point.end.toISOString(),
      partial: point.partial,
      ...groupToJson(point),
    })),
    ...(previous && {
      previous: {
        from: previous.period.from.toISOString(),
        to: previous.period.to.toISOString(),
        totals: totalsToJson(previous.totals),
        groups: previous.groups.map(groupToJson),
      },
    }),
    coverage: answer.coverage,
    cacheSaved: usdString(answer.cacheSaved),
    cacheMissed: usdString(answer.cacheMissed),
    asOf: answer.asOf?.toISOString() ?? null,
  };
}

function groupToJson({ key, totals }: SpendGroup): Record<string, unknown> {
  return { key, totals: totalsToJson(totals) };
}
