import { StackedChart } from "@/components/charts/stacked-chart";
import { Cost } from "@/components/money/cost";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { Stat } from "@/components/ui/stat";
import { formatCount } from "@/lib/spend/format-count";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { answerSentence, costText, difference } from "./answer-sentence";
import { AssumptionsCard } from "./assumptions-card";
import { BreakEvenCard } from "./break-even-card";
import { dailyCosts } from "./daily-costs";
import { FitBadge } from "./fit-badge";
import { FitCard } from "./fit-card";
import { RankingTable } from "./ranking-table";

interface SwitchAnswerProps {
  path: string;
  params: URLSearchParams;
  answer: SwitchAnswerJson;
}

/** The answer in a sentence, then its evidence. */
export function SwitchAnswer({ path, params, answer }: SwitchAnswerProps) {
  const [move] = answer.moves;
  if (!move) return null;
  const unpricedThere = Number(move.unpriced.there.requests);
  return (
    <>
      <Card>
        <div className="flex flex-wrap items-center gap-3">
          <p className="text-xl font-semibold tracking-tight">{answerSentence(answer)}</p>
          <FitBadge state={answer.fit} />
        </div>
        <div className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <Stat
            label="This traffic now"
            value={costText(move.baseline)}
            hint={`${formatCount(BigInt(move.requests))} requests`}
          />
          <Stat label={`On ${move.toModel.id}`} value={costText(move.result)} hint="the same tokens, priced exactly" />
          <Stat label="Difference" value={difference(move.difference)} hint="of what is priced on both sides" />
          <Stat
            label="All your spend with it"
            value={costText(answer.result)}
            hint={
              <>
                now <Cost usd={answer.baseline.totals.cost as string} />
              </>
            }
          />
        </div>
      </Card>
      {unpricedThere > 0 && (
        <Notice variant="warning" title="Some of this traffic has no price there">
          {formatCount(unpricedThere)} requests:{" "}
          {move.unpriced.reasons.map(({ reason }) => reason.replaceAll("_", " ")).join(", ")}. They are in neither side
          of the difference.
        </Notice>
      )}
      <Card title="Day by day" description="All spend in scope: as it was, and with the switch.">
        <StackedChart caption="Cost by day, now and with the switch" data={dailyCosts(answer)} />
      </Card>
      <div className="grid gap-4 lg:grid-cols-2">
        <FitCard fit={move.fit} target={move.toModel.id} />
        <div className="flex flex-col gap-4">
          <AssumptionsCard estimate={move.estimate} />
          <BreakEvenCard breakEvens={move.breakEvens} target={move.toModel.id} />
        </div>
      </div>
      <RankingTable path={path} params={params} ranking={answer.ranking} />
    </>
  );
}
