import type { MeasureName } from "./measure";
import type { Top } from "./spend-question";

/** So many bands of a chart keep a colour of their own. */
const MOST_BANDS = 7;

/** The question's `top` that makes an answer no larger than a chart of it. */
export function chartTop(measure: MeasureName): Top {
  return { most: MOST_BANDS, by: measure };
}
