import { usdString } from "@/lib/pricing/money";
import { csvLine } from "../csv-line";
import { CHANGES_BY, type Changes } from "./changes";
import { CAUSES, type Change } from "./decompose";

/** What changed as CSV, exact: a line for the whole, and one for each model and each project. */
export function changesToCsv({ change, by }: Changes): string {
  const line = (what: string, name: string | null, { before, effects, after }: Change) =>
    csvLine([
      ...[what, name ?? "", usdString(before)],
      ...CAUSES.map((cause) => usdString(effects[cause])),
      usdString(after),
    ]);
  return [
    csvLine(["by", "name", "before", ...CAUSES, "after"]),
    line("total", null, change),
    ...CHANGES_BY.flatMap((one) => by[one].map(({ name, ...own }) => line(one, name, own))),
  ].join("");
}
