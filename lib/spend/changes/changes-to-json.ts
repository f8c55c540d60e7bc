import { usdString } from "@/lib/pricing/money";
import { totalsToJson } from "../measures";
import type { Period } from "../period";
import type { Changes } from "./changes";
import { CAUSES, type Cause, type Change } from "./decompose";

/** What changed, on the wire. */
export function changesToJson({ before, after, timeZone, change, by, totals }: Changes) {
  const named = (changes: Changes["by"]["model"]) =>
    changes.map(({ name, ...one }) => ({ name, ...changeToJson(one) }));
  return {
    tz: timeZone,
    before: { ...bounds(before), totals: totalsToJson(totals.before) },
    after: { ...bounds(after), totals: totalsToJson(totals.after) },
    change: changeToJson(change),
    models: named(by.model),
    projects: named(by.project),
  };
}

function changeToJson({ before, after, effects }: Change) {
  return {
    before: usdString(before),
    after: usdString(after),
    effects: Object.fromEntries(CAUSES.map((cause) => [cause, usdString(effects[cause])])) as Record<Cause, string>,
  };
}

function bounds({ from, to }: Period) {
  return { from: from.toISOString(), to: to.toISOString() };
}
