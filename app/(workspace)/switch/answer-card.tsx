import { ReceiptOrText } from "@/components/receipts/receipt-button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { classNames } from "@/components/ui/class-names";
import { Notice } from "@/components/ui/notice";
import { Spinner } from "@/components/ui/spinner";
import { Stat } from "@/components/ui/stat";
import type { ReceiptJson } from "@/lib/pricing/receipt";
import { counted } from "@/lib/spend/format-count";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import {
  answerSentence,
  costText,
  difference,
  expectedBand,
  isComparable,
  isUnpriced,
  monthHint,
  sameTokensSentence,
  signedUsd,
  sumOfMoves,
} from "./answer-sentence";
import { FitBadge } from "./fit-badge";

interface AnswerCardProps {
  answer: SwitchAnswerJson;
  /** Another answer is on its way. */
  asking: boolean;
  /** It answers an earlier question. */
  isOld: boolean;
}

/** The answer in a sentence, the exact repricing of the same tokens beside it, and the figures with their receipts. */
export function AnswerCard({ answer, asking, isOld }: AnswerCardProps) {
  const { moves } = answer;
  const isCompared = isComparable(moves);
  const whole = moves.every(({ share }) => share === 1);
  const note = whole ? undefined : "of all the traffic, not cut to the share";
  return (
    <>
      <Card aria-busy={asking} className={classNames("transition-opacity", isOld && "opacity-60")}>
        <div className="flex flex-col-reverse items-start justify-between gap-x-3 gap-y-2 sm:flex-row">
          <p aria-live="polite" className="text-xl font-semibold tracking-tight text-pretty">
            {answerSentence(answer)}
          </p>
          <span className="flex shrink-0 items-center gap-2">
            <FitBadge state={answer.fit} />
            {/* Always there, so that nothing moves when it turns. */}
            <span className={classNames("text-muted", !asking && "invisible")}>
              <Spinner />
            </span>
          </span>
        </div>
        {isCompared && (
          <p className="mt-2 text-muted">
            {sameTokensSentence(answer)} {monthHint(answer)}
          </p>
        )}
        <div className="mt-5 grid gap-5 sm:grid-cols-2 lg:grid-cols-4">
          <Stat
            label="This traffic now"
            value={
              <Receipts
                receipts={moves.flatMap((move) => move.receipts.now)}
                title="The moved traffic as it is"
                note={note}
              >
                {isUnpriced(moves, "now") ? "unpriced" : costText(sumOfMoves(moves, "baseline"))}
              </Receipts>
            }
            hint={counted(
              moves.reduce((sum, { requests }) => sum + BigInt(requests), 0n),
              "request",
            )}
          />
          <Stat
            label={moves.length === 1 ? `On ${moves[0]?.toModel.id}` : "On its targets"}
            value={
              <Receipts
                receipts={moves.flatMap((move) => move.receipts.there)}
                title="The moved traffic there"
                note={note}
              >
                {isUnpriced(moves, "there") ? "unpriced" : costText(sumOfMoves(moves, "result"))}
              </Receipts>
            }
            hint="the same tokens, priced exactly"
          />
          <Stat
            label="Difference, same tokens"
            value={isCompared ? difference(answer.difference) : "not known"}
            hint={isCompared && answer.difference.percent !== null && "percent of all spend in scope"}
          />
          <Stat
            label="Difference expected"
            value={isCompared ? signedUsd(answer.estimatedDifference.expected) : "not known"}
            hint={isCompared && `${expectedBand(answer.estimatedDifference)} in this period`.trim()}
          />
        </div>
      </Card>
      <UnpricedNow moves={moves} />
      <UnpricedThere moves={moves} />
    </>
  );
}

function Receipts({
  receipts,
  title,
  note,
  children,
}: {
  receipts: readonly ReceiptJson[];
  title: string;
  note?: string;
  children: string;
}) {
  const of = receipts.length === 0 ? null : { receipts };
  return (
    <ReceiptOrText of={of} title={note ? `${title}: ${note}` : title}>
      {children}
    </ReceiptOrText>
  );
}

function UnpricedNow({ moves }: Pick<SwitchAnswerJson, "moves">) {
  const now = moves.reduce((sum, { unpriced }) => sum + BigInt(unpriced.now.requests), 0n);
  if (now === 0n) return null;
  return (
    <Notice
      variant="warning"
      title={`${isUnpriced(moves, "now") ? "This traffic" : "Some of this traffic"} has no price now`}
      actions={
        <ButtonLink size="sm" href="/models/unknown">
          Show what has no price
        </ButtonLink>
      }
    >
      {counted(now, "request")}, in neither side of the difference. Once the model has a price, what a switch saves is
      said.
    </Notice>
  );
}

function UnpricedThere({ moves }: Pick<SwitchAnswerJson, "moves">) {
  const there = moves.reduce((sum, { unpriced }) => sum + BigInt(unpriced.there.requests), 0n);
  if (there === 0n) return null;
  const reasons = new Set(
    moves.flatMap(({ unpriced }) => unpriced.reasons.map(({ reason }) => reason.replaceAll("_", " "))),
  );
  return (
    <Notice
      variant="warning"
      title={`${isUnpriced(moves, "there") ? "This traffic" : "Some of this traffic"} has no price there`}
    >
      {counted(there, "request")}, in neither side of the difference: {[...reasons].join(", ")}.
    </Notice>
  );
}
