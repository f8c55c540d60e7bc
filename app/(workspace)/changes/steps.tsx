import Link from "next/link";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/filters/page-params";
import { Tooltip } from "@/components/ui/tooltip";
import { addUsd, type FemtoUsd, femtoUsd } from "@/lib/pricing/money";
import type { Changes, ChangesBy, NamedChange } from "@/lib/spend/changes/changes";
import { CAUSES, type Cause } from "@/lib/spend/changes/decompose";
import { counted, formatCount, formatShare } from "@/lib/spend/format-count";
import { measureOf } from "@/lib/spend/measure";
import { cacheHitRate, type Totals } from "@/lib/spend/measures";
import { CAUSE_WORDS } from "./causes";

/** Something that leads from one cost towards the other. */
export interface Step {
  key: string;
  name: ReactNode;
  note: string | null;
  amount: FemtoUsd;
}

/** So many models or projects are a step each; the rest are one. */
const MOST_STEPS = 10;

/** The causes of a change as steps. */
export function causeSteps({ change, totals }: Changes): Step[] {
  return CAUSES.map((cause) => ({
    key: cause,
    name: <Tooltip text={CAUSE_WORDS[cause].meaning}>{CAUSE_WORDS[cause].label}</Tooltip>,
    note: evidence(cause, totals),
    amount: change.effects[cause],
  }));
}

/** The models, or the projects, of a change as steps: what moved most first. */
export function namedSteps(changes: Changes, by: ChangesBy, path: string, params: URLSearchParams): Step[] {
  const moved = changes.by[by].filter((one) => movedBy(one) !== 0n);
  const kept = moved.length <= MOST_STEPS + 1 ? moved : moved.slice(0, MOST_STEPS);
  const others = moved.slice(kept.length);
  const steps = kept.map((one) => ({
    key: one.name ?? "",
    name: (
      <Link
        href={hrefWith(path, params, { [`filter.${by}`]: one.name ?? "" })}
        prefetch={false}
        title={one.name ?? undefined}
        className="block max-w-[45vw] truncate rounded-sm leading-6 hover:underline sm:max-w-72"
      >
        {one.name ?? <span className="text-muted">not stated</span>}
      </Link>
    ),
    note: one.before === 0n ? "new" : one.after === 0n ? "gone" : null,
    amount: movedBy(one),
  }));
  if (others.length === 0) return steps;
  const rest = { key: "others", name: `${others.length} others`, note: null, amount: addUsd(...others.map(movedBy)) };
  return [...steps, rest];
}

function movedBy({ before, after }: NamedChange): FemtoUsd {
  return femtoUsd(after - before);
}

/** The figures that moved, over all usage; a mix has no single one. */
function evidence(cause: Cause, { before, after }: { before: Totals; after: Totals }): string | null {
  const both = (text: (totals: Totals) => string) => `${text(before)} → ${text(after)}`;
  const hitRate = (totals: Totals) => {
    const rate = cacheHitRate(totals);
    return rate === null ? "–" : formatShare(rate);
  };
  switch (cause) {
    case "volume":
      return `${formatCount(before.requests, { compact: true })} → ${counted(after.requests, "request", { compact: true })}`;
    case "tokens":
      return both((totals) => measureOf("tokensPerRequest").text(totals));
    case "cache":
      return `${both(hitRate)} hit rate`;
    case "mix":
    case "price":
      return null;
  }
}
