import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { signedUsd } from "./answer-sentence";
import { leverName } from "./lever-settings";

/** How the expected difference comes about: parts of moves and levers that add up to it. Nothing where it is one part. */
export function Attribution({ answer }: { answer: SwitchAnswerJson }) {
  const { attribution, moves } = answer;
  const parts = [
    ...attribution.moves.map((cost, index) => ({ name: `Prices: ${nameOf(moves[index])}`, cost })),
    ...attribution.levers.map(({ lever, cost }) => ({ name: leverName(lever), cost })),
  ];
  if (parts.length < 2) return null;
  return (
    <div className="mt-5 border-t border-line pt-4">
      <h3 className="font-medium">Where the expected difference comes from</h3>
      <dl className="mt-2 grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 text-sm">
        {parts.map(({ name, cost }) => (
          <div key={name} className="contents">
            <dt className="min-w-0 break-words">{name}</dt>
            <dd className="text-right tabular-nums">{signedUsd(cost)}</dd>
          </div>
        ))}
        <div className="contents">
          <dt className="border-t border-line pt-1.5 font-medium">Together</dt>
          <dd className="border-t border-line pt-1.5 text-right font-medium tabular-nums">
            {signedUsd(attribution.total)}
          </dd>
        </div>
      </dl>
    </div>
  );
}

function nameOf(move: SwitchAnswerJson["moves"][number] | undefined): string {
  return move ? moveText({ ...move, toModel: move.toModel.id }) : "";
}
