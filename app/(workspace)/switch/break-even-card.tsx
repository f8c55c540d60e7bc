import { Card } from "@/components/ui/card";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";
import { breakEvenSentences } from "./break-even-sentences";

/** Up to where each move pays, one thing changing at a time. */
export function BreakEvenCard({ moves }: Pick<SwitchAnswerJson, "moves">) {
  const all = moves.map((move) => ({
    name: moveText({ ...move, toModel: move.toModel.id }),
    sentences: move.breakEvens ? breakEvenSentences(move.breakEvens, move.toModel.id) : [],
  }));
  const known = all.filter(({ sentences }) => sentences.length > 0);
  return (
    <Card title="Where it stops paying" description="One thing changing at a time, the same tokens otherwise.">
      {known.length === 0 && (
        <p className="text-sm text-muted">
          Nothing can be said: some of the traffic has no price, or no exact one, on one of the sides.
        </p>
      )}
      <div className="flex flex-col gap-4">
        {known.map(({ name, sentences }) => (
          <div key={name}>
            {all.length > 1 && <h3 className="mb-1 font-medium break-words">{name}</h3>}
            <ul className="flex list-disc flex-col gap-1.5 pl-5 marker:text-faint">
              {sentences.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        ))}
      </div>
    </Card>
  );
}
