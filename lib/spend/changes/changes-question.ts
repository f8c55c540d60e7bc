import { type Period, previousPeriod } from "../period";
import { questionFromAddress } from "../question-from-address";
import { type QuestionContext, readComparedPeriod } from "../question-from-params";
import type { RangePreset } from "../range-presets";
import type { SpendQuestion } from "../spend-question";

/** What the address of a comparison of two periods asks. */
export interface ChangesAddress {
  question: SpendQuestion;
  preset: RangePreset | null;
  /** The period of the address, as far as usage of it is known. */
  after: Period;
  before: Period;
  /** Whether `before` is the period just before rather than one of the address. */
  isPrevious: boolean;
}

/**
 * Reads the address of a comparison: period and filters as everywhere, `beforeFrom` and `beforeTo` for the period to
 * compare with (the one before, without them). A period that is not known to its end is compared with as much of the
 * one before.
 * @throws InvalidParameter
 */
export function changesFromAddress(
  params: URLSearchParams,
  context: QuestionContext,
  usageUntil: Date | null,
): ChangesAddress {
  const asked = new URLSearchParams(params);
  for (const name of ["groupBy", "compare", "granularity"]) asked.delete(name);
  const { question, preset } = questionFromAddress(asked, context, { groupBy: [] });
  const own = readComparedPeriod(params, question.timeZone);
  return {
    question,
    preset,
    after: { from: question.from, to: question.to },
    before: own ?? previousPeriod(question, question.timeZone, context.now, usageUntil ?? context.now),
    isPrevious: own === null,
  };
}
