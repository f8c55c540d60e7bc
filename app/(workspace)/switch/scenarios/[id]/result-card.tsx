import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { counted } from "@/lib/spend/format-count";
import type { ScenarioResultJson } from "@/lib/switch/scenarios/scenario-result";
import { costText, expectedBand, isComparable, isUnpriced, signedUsd } from "../../answer-sentence";
import { FitBadge } from "../../fit-badge";
import { misfitsText } from "../../fit-sentence";
import { differenceText, resultSentence } from "../../result-sentence";

/** What a scenario comes to: in a sentence, then its figures. */
export function ResultCard({ result }: { result: ScenarioResultJson }) {
  const { estimatedDifference: expected, requestsThatDoNotFit, baseline } = result;
  const isCompared = isComparable(result.moves);
  return (
    <Card>
      <div className="flex flex-col-reverse items-start justify-between gap-x-3 gap-y-2 sm:flex-row">
        <p className="text-xl font-semibold tracking-tight text-pretty">{resultSentence(result)}</p>
        <FitBadge state={result.fit} />
      </div>
      <div className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
        <Stat
          label="All spend in scope now"
          value={isUnpriced(result.moves, "now") && baseline.cost === "0" ? "unpriced" : costText(baseline)}
          hint={counted(BigInt(result.requests), "request")}
        />
        <Stat label="With the switch" value={costText(result.result)} hint="the same tokens, priced exactly" />
        <Stat
          label="Difference, same tokens"
          value={differenceText(result)}
          hint={isCompared && result.difference.percent !== null && "percent of all spend in scope"}
        />
        <Stat
          label="Difference expected"
          value={isCompared ? signedUsd(expected.expected) : "not known"}
          hint={[isCompared && expectedBand(expected), requestsThatDoNotFit > 0 && misfitsText(requestsThatDoNotFit)]
            .filter(Boolean)
            .join("; ")}
        />
      </div>
    </Card>
  );
}
