import { Card } from "@/components/ui/card";
import { parseUsd } from "@/lib/pricing/money";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { costText, expectedBand } from "./answer-sentence";
import { Attribution } from "./attribution";
import { leverName } from "./lever-settings";
import { tornadoBars } from "./tornado-bars";

/** How much hangs on each lever, and how the expected difference comes about. */
export function Tornado({ answer }: { answer: SwitchAnswerJson }) {
  const { tornado, estimate } = answer;
  const isPoint = expectedBand(estimate) === "";
  const bars = tornadoBars(tornado);
  return (
    <Card
      title="What it hangs on"
      description="What the moved traffic costs with one lever at either end of its band, all others as expected."
    >
      <p className="text-lg font-semibold tabular-nums">
        {costText({ cost: estimate.low, costHigh: estimate.high })}
        <span className="ml-2 text-sm font-normal text-muted">
          all spend in scope with the switch
          {!isPoint && `, expected ${costText({ cost: estimate.expected })}`}
        </span>
      </p>
      {bars.length === 0 ? (
        <p className="mt-3 text-sm text-muted">Every lever has one value: nothing hangs on them.</p>
      ) : (
        <ul className="mt-4 flex flex-col gap-3">
          {bars.map(({ lever, atLow, atHigh, start, width }) => (
            <li key={lever}>
              <div className="flex flex-wrap items-baseline justify-between gap-x-3 text-sm">
                <span className="font-medium">{leverName(lever)}</span>
                <span className="tabular-nums">
                  {costText({ cost: atLow })} at low, {costText({ cost: atHigh })} at high
                </span>
              </div>
              <div aria-hidden="true" className="relative mt-1 h-4 rounded-sm bg-sunken">
                <span
                  className="absolute inset-y-0 rounded-sm"
                  style={{
                    left: `${start}%`,
                    width: `${width}%`,
                    background: parseUsd(atHigh) >= parseUsd(atLow) ? "var(--series-1)" : "var(--series-6)",
                  }}
                />
              </div>
            </li>
          ))}
        </ul>
      )}
      <Attribution answer={answer} />
    </Card>
  );
}
