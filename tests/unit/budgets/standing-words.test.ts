import { describe, expect, test } from "vitest";
import { crossingWords, headingWords } from "@/app/(workspace)/budgets/standing-words";
import { parseUsd } from "@/lib/pricing/money";
import type { Budget } from "@/lib/spend/budgets/budget";
import { periodAt } from "@/lib/spend/budgets/budget-periods";
import type { BudgetStanding } from "@/lib/spend/budgets/standing";
import { NO_TOTALS } from "@/lib/spend/measures";

const ZONE = "Europe/Berlin";
const budget: Budget = {
  ...{ id: "1", name: "Checkout", scope: null, unit: "month", startsOn: null, thresholds: [100] },
  amount: parseUsd("100"),
  createdAt: new Date("2026-01-01T00:00:00Z"),
  changedAt: null,
};
const forecast = {
  ...{ expected: parseUsd("120"), expectedHigh: parseUsd("120"), low: parseUsd("90"), high: parseUsd("150") },
  ...{ days: [], history: 30 },
};
const at = (text: string) => new Date(`${text}:00+01:00`);

function standing(some: Partial<BudgetStanding>): BudgetStanding {
  return {
    period: periodAt(at("2026-11-20T12:00"), "month", ZONE),
    ...{ spent: NO_TOTALS, share: 0.5, shareHigh: 0.5, state: "heading_over", forecast, reason: null },
    ...{ crossing: null, crossedOn: null, usageUntil: null, ...some },
  };
}

describe("where a budget is heading", () => {
  test("names the day of crossing with the ends of the band", () => {
    const crossing = { expected: at("2026-11-26T10:00"), earliest: at("2026-11-24T10:00"), latest: null };
    expect(headingWords(budget, standing({ crossing }), ZONE)).toBe(
      "Expected $120.00 by the end of the month, between $90.00 and $150.00. The amount is reached on 26 Nov 2026 (24 Nov 2026 at the earliest, or not at all).",
    );
  });

  test("names both amounts between which it is expected where costs are not exact", () => {
    const between = { ...forecast, expectedHigh: parseUsd("130") };
    expect(headingWords(budget, standing({ forecast: between }), ZONE)).toBe(
      "Expected $120.00 – $130.00 by the end of the month, between $90.00 and $150.00.",
    );
  });

  test("says one day once", () => {
    const crossing = {
      expected: at("2026-11-26T10:00"),
      earliest: at("2026-11-26T02:00"),
      latest: at("2026-11-26T20:00"),
    };
    expect(crossingWords(budget, standing({ crossing }), ZONE)).toBe("The amount is reached on 26 Nov 2026.");
  });

  test("keeps a crossing at the very end within the period", () => {
    const crossing = { expected: at("2026-12-01T00:00"), earliest: null, latest: null };
    expect(crossingWords(budget, standing({ crossing }), ZONE)).toContain("on 30 Nov 2026");
  });

  test("names only the top of the band where nothing more is expected", () => {
    const crossing = { expected: null, earliest: at("2026-11-29T10:00"), latest: null };
    expect(crossingWords(budget, standing({ crossing }), ZONE)).toBe(
      "At the top of the band the amount is reached on 29 Nov 2026.",
    );
    expect(crossingWords(budget, standing({ crossing: { ...crossing, earliest: null } }), ZONE)).toBe("");
  });

  test("of a day names the time", () => {
    const period = periodAt(at("2026-11-20T12:00"), "day", ZONE);
    const crossing = { expected: at("2026-11-20T18:30"), earliest: null, latest: null };
    expect(crossingWords({ ...budget, unit: "day" }, standing({ period, crossing }), ZONE)).toContain(
      "20 Nov 2026, 18:30",
    );
  });

  test("says why there is no forecast, and when the amount was reached", () => {
    const none = standing({ forecast: null, reason: "too_little_history", state: "unknown" });
    expect(headingWords(budget, none, ZONE)).toBe("A forecast needs five days of usage.");
    expect(headingWords(budget, standing({ state: "over", crossedOn: at("2026-11-18T00:00") }), ZONE)).toBe(
      "The amount was reached on 18 Nov 2026.",
    );
  });
});
