import Link from "next/link";
import { hrefWith } from "@/components/filters/page-params";
import { Change } from "@/components/money/change";
import { Card } from "@/components/ui/card";
import { type FemtoUsd, formatUsd, usdString } from "@/lib/pricing/money";
import { type Dimension, dimensionLabel } from "@/lib/spend/dimensions";
import { isUnpriced } from "@/lib/spend/format-totals";
import { type GroupRow, groupTable } from "@/lib/spend/group-table";
import type { SpendAnswer } from "@/lib/spend/spend-question";
import { changesHref } from "../changes/changes-href";

/** So many of each dimension. */
const MOST_MOVERS = 4;

interface MoversCardProps {
  path: string;
  params: URLSearchParams;
  /** Each grouped by one dimension, with the previous period. */
  answers: readonly SpendAnswer[];
}

/** What moved most since the previous period, up or down. */
export function MoversCard({ path, params, answers }: MoversCardProps) {
  return (
    <Card
      title="What moved most"
      description="Spend against the period before."
      actions={
        <Link
          href={changesHref(params)}
          prefetch={false}
          className="text-sm font-medium text-accent underline underline-offset-2"
        >
          What changed?
        </Link>
      }
    >
      <div className="grid gap-x-8 gap-y-4 sm:grid-cols-2">
        {answers.map((answer) => {
          const [dimension = "model"] = answer.groupBy;
          return <Movers key={dimension} {...{ path, params, answer, dimension }} />;
        })}
      </div>
    </Card>
  );
}

interface MoversProps extends Omit<MoversCardProps, "answers"> {
  answer: SpendAnswer;
  dimension: Dimension;
}

function Movers({ path, params, answer, dimension }: MoversProps) {
  const { rows } = groupTable(answer, { measure: "cost", order: "change", most: MOST_MOVERS });
  const moved = rows.filter((row) => movedBy(row) !== 0n).slice(0, MOST_MOVERS);
  return (
    <div className="min-w-0">
      <h3 className="mb-1 text-xs font-medium text-muted">{dimensionLabel(dimension)}</h3>
      {moved.length === 0 && (
        <p className="text-sm text-muted">{isUnpriced(answer.totals) ? "Nothing has a price." : "Nothing moved."}</p>
      )}
      <ol>
        {moved.map((row) => {
          const value = row.key[dimension] ?? null;
          const by = movedBy(row);
          return (
            <li
              key={value ?? ""}
              className="flex items-baseline gap-2 border-b border-line py-1.5 text-sm last:border-b-0"
            >
              <Link
                href={hrefWith(path, params, { [`filter.${dimension}`]: value ?? "" })}
                prefetch={false}
                title={value ?? undefined}
                className="min-w-0 flex-1 truncate rounded-sm hover:underline"
              >
                {value ?? "not stated"}
              </Link>
              <Link
                href={changesHref(params, { [`filter.${dimension}`]: value ?? "" })}
                prefetch={false}
                title={`${usdString(by)} USD: why?`}
                className="rounded-sm tabular-nums hover:underline"
              >
                {by > 0n ? "+" : ""}
                {formatUsd(by)}
                <span className="sr-only">: why did {value ?? "what is not stated"} change?</span>
              </Link>
              <span className="w-20 text-right">
                {row.before && row.before.cost > 0n ? (
                  <Change now={row.totals.cost} before={row.before.cost} />
                ) : (
                  <span className="text-sm text-muted">new</span>
                )}
              </span>
            </li>
          );
        })}
      </ol>
    </div>
  );
}

function movedBy({ totals, before }: GroupRow): FemtoUsd {
  return (totals.cost - (before?.cost ?? 0n)) as FemtoUsd;
}
