import { DAILY_MODELS, type DaySpend, type Fit, type Levelled, levelled } from "./daily-model";

/** Forecasts made in the past, by how many days ahead they looked (from 1): what was expected of those days, and what came. */
export type Trials = readonly (readonly { expected: number; actual: number }[])[];

/** A band as factors on what is expected: at most 1, and at least 1. */
export interface Band {
  low: number;
  high: number;
}

/** Days that must be known before a forecast is tried. */
const FEWEST_KNOWN = 14;
/** So many trials are needed to say anything. */
const FEWEST_TRIALS = 8;
/** More has to be better by more than chance. */
const CLEARLY_BETTER = 0.95;
/** Student's t below which nine of ten values lie, by degrees of freedom from 1; beyond, that of the normal distribution. */
const STUDENT = [3.078, 1.886, 1.638, 1.533, 1.476, 1.44, 1.415, 1.397, 1.383, 1.372];
/** Of a normal distribution, the deviation below which nine of ten values lie. */
const NORMAL = 1.2816;

/**
 * The model that would have been off least in the past, looking as far ahead as is asked (or as the past allows), with
 * its trials; the simplest while there is little past.
 */
export function chooseModel(history: readonly DaySpend[], most: number): { fit: Fit; trials: Trials } {
  const begun = history.map((_, known) => (known < FEWEST_KNOWN ? null : levelled(history.slice(0, known))));
  const models = DAILY_MODELS.map((fit) => ({ fit, trials: tryOut(history, begun, fit, most) }));
  const [simplest, ...others] = models;
  let best = simplest ?? { fit: () => () => 0, trials: [] };
  const far = best.trials.findLastIndex((trials) => trials.length >= FEWEST_TRIALS);
  for (const model of others) {
    if (far >= 0 && meanError(model.trials[far]) < CLEARLY_BETTER * meanError(best.trials[far])) best = model;
  }
  return best;
}

/** The band of forecasts so many days ahead, from what trials were off by, or from how the days scatter. */
export function bandsOf(history: readonly DaySpend[], trials: Trials, most: number): (ahead: number) => Band {
  const bands: Band[] = [];
  for (let ahead = 1; ahead <= most; ahead += 1) {
    const off = (trials[ahead - 1] ?? []).flatMap(({ expected, actual }) => (expected > 0 ? [actual / expected] : []));
    const before = bands.at(-1);
    if (off.length >= FEWEST_TRIALS) bands.push(empirical(off, ahead));
    // Where the past is too short for trials that far, the farthest there are.
    else
      bands.push(
        before && ahead > 1 && trials[0] && trials[0].length >= FEWEST_TRIALS ? before : scatter(history, ahead),
      );
  }
  return (ahead) => bands[ahead - 1] ?? { low: 1, high: 1 };
}

/** Forecasts from each beginning of a history (`begun`, by its days), held against the days after it. */
function tryOut(history: readonly DaySpend[], begun: readonly (Levelled | null)[], fit: Fit, most: number): Trials {
  const trials = Array.from({ length: most }, (): { expected: number; actual: number }[] => []);
  for (const [known, beginning] of begun.entries()) {
    if (!beginning) continue;
    const model = fit(beginning);
    let [expected, actual] = [0, 0];
    for (let ahead = 1; ahead <= Math.min(most, history.length - known); ahead += 1) {
      const day = history[known + ahead - 1];
      if (!day) break;
      expected += model({ weekday: day.weekday, ahead });
      actual += day.usd;
      trials[ahead - 1]?.push({ expected, actual });
    }
  }
  return trials;
}

function meanError(trials: Trials[number] = []): number {
  return trials.reduce((sum, { actual, expected }) => sum + Math.abs(actual - expected), 0) / trials.length;
}

/**
 * A band as wide as the trials were off (in proportion, so in logarithms). Trials of many days ahead overlap: there are
 * only as many independent ones as the days they look ahead go into the past, which Student's t allows for.
 */
function empirical(off: readonly number[], ahead: number): Band {
  const squares = off.reduce((sum, ratio) => sum + Math.log(Math.max(ratio, 0.01)) ** 2, 0) / off.length;
  const independent = Math.floor((off.length + ahead - 1) / ahead);
  const width = (STUDENT[independent - 1] ?? NORMAL) * Math.sqrt(squares);
  return { low: Math.exp(-width), high: Math.exp(width) };
}

/** The band of the sum of days that scatter around a mean which itself is known from few. */
function scatter(history: readonly DaySpend[], ahead: number): Band {
  const mean = history.reduce((sum, { usd }) => sum + usd, 0) / history.length;
  if (mean <= 0) return { low: 1, high: 1 };
  const variance = history.reduce((sum, { usd }) => sum + (usd - mean) ** 2, 0) / Math.max(1, history.length - 1);
  const off = (NORMAL * Math.sqrt(variance * (1 / ahead + 1 / history.length))) / mean;
  return { low: Math.max(0, 1 - off), high: 1 + off };
}
