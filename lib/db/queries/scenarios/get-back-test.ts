import "server-only";
import { catalogueId } from "@/lib/catalogue/resolve-model";
import { type Period, startOfDay } from "@/lib/spend/period";
import type { SwitchAnswer } from "@/lib/switch/answer";
import { backTest } from "@/lib/switch/back-test/back-test";
import { type BackTestJson, backTestToJson } from "@/lib/switch/back-test/back-test-to-json";
import { proposedSwitchDate } from "@/lib/switch/back-test/switch-date";
import { addMix, mixAsBilled, mixAsExpected, noMix, type TrafficMix } from "@/lib/switch/back-test/traffic-mix";
import { WHOLE } from "@/lib/switch/share";
import type { Move, SwitchQuestion } from "@/lib/switch/switch-question";
import { getSwitch } from "../switch/get-switch";

/** How far back a switch is looked for. */
const DAYS_SEARCHED = 120;

/** What to test: when the switch happened (null: look for it), and how many days on both sides of it. */
export interface BackTestQuestion {
  at: Date | null;
  days: number;
}

/**
 * A scenario against what really came of it: predicted from the traffic before the switch, with the scenario's moves and
 * levers; actual is what ran on its targets afterwards. What was on them already is on both sides. Null where the date is
 * not named and the traffic of the targets has no step up.
 * @throws UnanswerableSwitch when the scenario has no answer.
 */
export async function getBackTest(
  organizationId: number,
  scenario: SwitchQuestion,
  { at: named, days }: BackTestQuestion,
  now: Date,
): Promise<BackTestJson | null> {
  const question = {
    ...scenario,
    usageTier: null,
    ownLimits: [],
    rankingLimit: 0,
    evidenceLimit: 0,
    bestSplit: null,
    bestAssignment: null,
  };
  const stays = await movesOnTargets(organizationId, question);
  const at = named ?? (await findSwitch(organizationId, question, stays, now));
  if (at === null) return null;
  const before = { from: startOfDay(at, question.timeZone, -days), to: at };
  const end = startOfDay(at, question.timeZone, days);
  const after = { from: at, to: end < now ? end : now };
  const ask = async (period: Period, moves: readonly Move[]) =>
    (await getSwitch(organizationId, { ...question, ...period, moves })).answer;
  const leaving = new Set(question.moves.map(({ fromModel }) => fromModel));
  // What is on a target and leaves it with another move is no traffic of the target any more.
  const already = stays.filter(({ fromModel }) => !leaving.has(fromModel));
  const [predictedAnswer, actualAnswer] = await Promise.all([
    ask(before, [...already, ...question.moves]),
    ask(after, stays),
  ]);
  const predicted = sum(
    predictedAnswer.moves.map((move, index) => (index < already.length ? mixAsBilled : mixAsExpected)(move)),
  );
  const actual = sum(actualAnswer.moves.map(mixAsBilled));
  const unpricedRequests = actualAnswer.moves.reduce((all, { costs }) => all + costs.sums.unpricedRequestsNow, 0n);
  const test = backTest(predicted, actual);
  return backTestToJson({ at, proposed: named === null, before, after, predicted, actual, unpricedRequests, test });
}

/** Moves of the targets' traffic to where it is, each once: what runs on them, as it is. */
async function movesOnTargets(organizationId: number, question: SwitchQuestion): Promise<Move[]> {
  const { answer } = await getSwitch(organizationId, question);
  const moves = new Map<string, Move>();
  for (const { resolved } of answer.moves) {
    const target = catalogueId(resolved.target);
    const { where } = resolved.move;
    const move = { fromModel: target, toModel: target, toServiceTier: null, share: WHOLE, where };
    moves.set(JSON.stringify([target, where]), move);
  }
  return [...moves.values()];
}

/** The first day of a step up of the targets' traffic; today, of which not all is known, is left out. */
async function findSwitch(
  organizationId: number,
  question: SwitchQuestion,
  moves: readonly Move[],
  now: Date,
): Promise<Date | null> {
  const [from, to] = [startOfDay(now, question.timeZone, -DAYS_SEARCHED), startOfDay(now, question.timeZone)];
  const { answer } = await getSwitch(organizationId, { ...question, from, to, moves });
  return proposedSwitchDate(daysWithTraffic(answer));
}

/** From the first day that has any traffic in scope. */
function daysWithTraffic({ shape, costs }: SwitchAnswer) {
  const first = Math.min(...costs.days.keys());
  return shape.days
    .filter((start) => start >= first)
    .map((start) => ({ start: new Date(start), requests: costs.days.get(start)?.moved.requests ?? 0n }));
}

function sum(mixes: readonly TrafficMix[]): TrafficMix {
  return mixes.reduce(addMix, noMix());
}
