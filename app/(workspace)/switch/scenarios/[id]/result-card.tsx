import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { formatCount } from "@/lib/spend/format-count";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";
import { costText, difference, signedUsd } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";
import { resultSentence } from "../../result-sentence";

/** What a scenario comes to: in a sentence, then its figures. */
export function ResultCard({ result }: { result: ScenarioResultJson }) {
  const { estimatedDifference: expected, requestsThatDoNotFit } = result;
  return (
    <Card>
      <div className="flex flex-col-reverse items-start justify-between gap-x-3 gap-y-2 sm:flex-row">
        <p className="text-xl font-semibold tracking-tight text-pretty">{resultSentence(result)}</p>
        <FitBadge state={result.fit} />
      </div>
      <div className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="All spend in scope now"
          value={costText(result.baseline)}
          hint={`${formatCount(BigInt(result.requests))} requests`}
        />
        <Stat label="With the switch" value={costText(result.result)} hint="the same tokens, priced exactly" />
        <Stat
          label="Difference, same tokens"
          value={difference(result.difference)}
          hint="percent of all spend in scope"
        />
        <Stat
          label="Difference expected"
          value={signedUsd(expected.expected)}
          hint={`from ${signedUsd(expected.low)} to ${signedUsd(expected.high)}${requestsThatDoNotFit > 0 ? `; ${formatCount(requestsThatDoNotFit)} requests do not fit` : ""}`}
        />
      </div>
    </Card>
  );
}
