import { Cost } from "@/components/money/cost";
import { SpendCost } from "@/components/money/spend-cost";
import type { ReceiptOf } from "@/components/receipts/load-receipt";
import { ReceiptButton } from "@/components/receipts/receipt-button";
import { receiptOf, receiptOfNames } from "@/components/receipts/receipt-query";
import { Skeleton } from "@/components/ui/skeleton";
import type { ModelSpend } from "@/lib/db/queries/spend/model-spend";
import { getSwitch } from "@/lib/db/queries/switch/get-switch";
import { counted } from "@/lib/spend/format-count";
import type { Period } from "@/lib/spend/period";
import { DEFAULT_LEVERS } from "@/lib/switch/levers";
import type { RankedModel } from "@/lib/switch/ranking";
import { countOf, moneyOf } from "@/lib/switch/share";
import { NO_LIMITS, WHOLE_TRAFFIC } from "@/lib/switch/switch-question";
import { FitBadge } from "../switch/fit-badge";
import { misfitsText } from "../switch/fit-sentence";
import { CompareTableRow, SectionHead } from "./compare-table";

interface YourTrafficProps {
  organizationId: number;
  period: Period;
  timeZone: string;
  ids: readonly string[];
  spend: ReadonlyMap<string, ModelSpend>;
}

const TITLE = "Your last 30 days";

/** What the organisation spent on each model, and what all its traffic would cost there; a body of the table. */
export async function YourTraffic({ organizationId, period, timeZone, ids, spend }: YourTrafficProps) {
  const [target] = ids;
  if (!target) return null;
  const { answer } = await getSwitch(organizationId, {
    ...NO_LIMITS,
    ...period,
    timeZone,
    levers: DEFAULT_LEVERS,
    moves: [{ ...WHOLE_TRAFFIC, toModel: target }],
    evidenceLimit: 0,
  });
  const { totals } = answer.costs;
  const ranked = new Map(answer.ranking.map((model) => [model.id, model]));
  const of = { period, timeZone };
  const costs = new Set(ids.map((id) => ranked.get(id)?.sums.result.low));
  return (
    <tbody className="block">
      <SectionHead
        title={TITLE}
        note={
          <>
            {counted(totals.requests, "request")}:{" "}
            <SpendCost totals={totals} receipt={{ of: receiptOf(of), title: TITLE }} />. On one model alone: the same
            tokens at its list price and yours, cache hits as they were.
          </>
        }
      />
      <CompareTableRow
        label="You spent on it"
        cells={ids.map((id) => {
          const used = spend.get(id);
          if (!used) return <span key={id}>not used</span>;
          const names = receiptOfNames(of, used.names);
          return (
            <SpendCost key={id} totals={used.totals} receipt={names && { of: names, title: `${TITLE} of ${id}` }} />
          );
        })}
      />
      <CompareTableRow
        label="All your traffic on it"
        marked={costs.size > 1}
        cells={ids.map((id) => (
          <CostThere
            key={id}
            model={ranked.get(id)}
            receipt={{ of: receiptThere(of, id, spend.get(id)), title: `${TITLE} on ${id}` }}
          />
        ))}
      />
      <CompareTableRow
        label="Would it fit?"
        cells={ids.map((id) => {
          const model = ranked.get(id);
          return model ? <FitThere key={id} model={model} /> : <span key={id}>not known</span>;
        })}
      />
    </tbody>
  );
}

/** All traffic on one model is the one move of a what-if; what runs on it already stays as it is. */
function receiptThere(
  { period, timeZone }: { period: Period; timeZone: string },
  toModel: string,
  used: ModelSpend | undefined,
): ReceiptOf {
  const whatIf = { from: period.from.toISOString(), to: period.to.toISOString(), tz: timeZone, moves: [{ toModel }] };
  const kept = used ? receiptOfNames({ period, timeZone }, used.names) : null;
  return { whatIf, move: 0, side: "there", kept };
}

function CostThere({ model, receipt }: { model: RankedModel | undefined; receipt: { of: ReceiptOf; title: string } }) {
  if (!model) return <span>not known</span>;
  const { result, unpricedRequestsThere } = model.sums;
  const missing = countOf(unpricedRequestsThere);
  return (
    <>
      <ReceiptButton {...receipt}>
        {missing > 0n && "≥ "}
        <Cost femto={moneyOf(result.low)} />
        {result.high > result.low && (
          <>
            {" – "}
            <Cost femto={moneyOf(result.high)} />
          </>
        )}
      </ReceiptButton>
      {missing > 0n && (
        <span className="block text-xs text-muted">{counted(missing, "request")} without a price there</span>
      )}
    </>
  );
}

function FitThere({ model }: { model: RankedModel }) {
  return (
    <>
      <FitBadge state={model.fit} />
      {model.misfits > 0 && <span className="mt-0.5 block text-xs text-muted">{misfitsText(model.misfits)}</span>}
    </>
  );
}

/** Holds its place. */
export function YourTrafficLoading({ ids }: { ids: readonly string[] }) {
  const cells = ids.map((id) => <Skeleton key={id} className="h-5 w-20 max-w-full" />);
  return (
    <tbody className="block">
      <SectionHead title={TITLE} note="Pricing your traffic on each model …" />
      {["You spent on it", "All your traffic on it", "Would it fit?"].map((label) => (
        <CompareTableRow key={label} label={label} cells={cells} />
      ))}
    </tbody>
  );
}
