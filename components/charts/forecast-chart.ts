import { addUsd, type FemtoUsd, formatUsd, ZERO_USD } from "@/lib/pricing/money";
import type { Forecast } from "@/lib/spend/forecast/forecast";
import type { PeriodForecast } from "@/lib/spend/forecast/period-forecast";
import { formatBucket } from "@/lib/spend/format-time";
import { bucketsOf } from "@/lib/spend/period";
import type { CumulativeData, CumulativeDay, Figure } from "./cumulative-data";

/** A forecast as a chart of how spend adds up, beside the period before. */
export function forecastChart(
  found: PeriodForecast,
  names: CumulativeData["names"],
  budget: { name: string; amount: FemtoUsd } | null = null,
): CumulativeData {
  const { period, timeZone, outcome, days, previous } = found;
  const actual = sums(days.map(({ totals }) => totals.cost));
  const before = sums(previous.days.map(({ totals }) => totals.cost));
  const forecast = outcome.kind === "forecast" ? outcome.forecast : null;
  const expectedAt = new Map(forecast?.days.map((day) => [day.end.getTime(), day]));
  const all = bucketsOf(period, "day", timeZone).map(({ from, to }, index): CumulativeDay => {
    const expected = expectedAt.get(to.getTime());
    return {
      ...formatBucket({ start: from, end: to }, "day", timeZone),
      // Of a day that is not over only the end can be compared with the days before.
      actual: expected ? null : figure(actual[index]),
      expected: figure(expected?.expected),
      low: figure(expected?.low),
      high: figure(expected?.high),
      before: figure(before[index]),
    };
  });
  const drawn = joined(all, forecast);
  return { days: drawn, names, budget: budget && { name: budget.name, ...ceiling(drawn, budget.amount) } };
}

/** A budget of so many times the highest line would press the lines to the ground. */
const TOO_FAR_ABOVE = 4;

function ceiling(days: readonly CumulativeDay[], amount: FemtoUsd) {
  const highest = Math.max(
    ...days.flatMap(({ actual, high, before }) => [actual, high, before].map((one) => one?.size ?? 0)),
  );
  const figureOfAmount = toFigure(amount);
  return { ...figureOfAmount, isDrawn: highest === 0 || figureOfAmount.size <= TOO_FAR_ABOVE * highest };
}

/** The expected line begins where the actual one ends. */
function joined(days: CumulativeDay[], forecast: Forecast | null): CumulativeDay[] {
  const last = days.findLastIndex(({ actual, expected }) => actual !== null && expected === null);
  const from = days[last];
  if (!forecast || !from?.actual) return days;
  const { actual } = from;
  return days.with(last, { ...from, expected: actual, low: actual, high: actual });
}

function sums(costs: readonly FemtoUsd[]): FemtoUsd[] {
  let sum = ZERO_USD;
  return costs.map((cost) => {
    sum = addUsd(sum, cost);
    return sum;
  });
}

function figure(amount: FemtoUsd | undefined): Figure | null {
  return amount === undefined ? null : toFigure(amount);
}

function toFigure(amount: FemtoUsd): Figure {
  return { size: Number(amount) / 1e15, text: formatUsd(amount) };
}
