import { hrefWith } from "@/components/filters/page-params";
import { Card } from "@/components/ui/card";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { type FemtoUsd, formatUsd } from "@/lib/pricing/money";
import { CHANGES_BY, type Changes } from "@/lib/spend/changes/changes";
import { formatShare } from "@/lib/spend/format-count";
import { share } from "@/lib/spend/measures";
import { causeSteps, namedSteps } from "./steps";
import { Waterfall } from "./waterfall";

/** What the steps of the waterfall can be, by the value of `by` in the address. */
const WATERFALLS = [
  { by: null, label: "Causes", of: "Cause" },
  { by: "model", label: "Models", of: "Model" },
  { by: "project", label: "Projects", of: "Project" },
] as const;

/** The change as a waterfall: by cause, by model or by project. */
export function WaterfallCard({ path, params, changes }: { path: string; params: URLSearchParams; changes: Changes }) {
  const by = CHANGES_BY.find((one) => one === params.get("by")) ?? null;
  const chosen = WATERFALLS.find((one) => one.by === by) ?? WATERFALLS[0];
  return (
    <Card
      flush
      title={sentence(changes)}
      actions={
        <span className="print:hidden">
          <SegmentedLinks
            label="Told by"
            options={WATERFALLS.map((one) => ({
              label: one.label,
              href: hrefWith(path, params, { by: one.by }),
              selected: one === chosen,
            }))}
          />
        </span>
      }
    >
      <Waterfall
        changes={changes}
        of={chosen.of}
        steps={by === null ? causeSteps(changes) : namedSteps(changes, by, path, params)}
      />
    </Card>
  );
}

/** "Spend rose by $12.30 (28.2%), from $43.60 to $55.90." */
function sentence({ change: { before, after } }: Changes): string {
  if (before === after) return `Spend was the same: ${formatUsd(after)}.`;
  const by = (after > before ? after - before : before - after) as FemtoUsd;
  const part = share(by, before);
  const percent = part === null ? "" : ` (${formatShare(part)})`;
  return `Spend ${after > before ? "rose" : "fell"} by ${formatUsd(by)}${percent}, from ${formatUsd(before)} to ${formatUsd(after)}.`;
}
