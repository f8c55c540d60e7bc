import "server-only";
import { type Period, startOfDay } from "@/lib/spend/period";
import type { MoveAnswer, SwitchAnswer } from "@/lib/switch/answer";
import { backTest } from "@/lib/switch/back-test/back-test";
import { type BackTestJson, backTestToJson } from "@/lib/switch/back-test/back-test-to-json";
import { movesOnTargets, scopeOnTargets } from "@/lib/switch/back-test/moves-on-targets";
import { predictedMoves } from "@/lib/switch/back-test/predicted-moves";
import { proposedSwitchDate } from "@/lib/switch/back-test/switch-date";
import {
  addMix,
  mixAsBilled,
  mixAsExpected,
  noMix,
  type TrafficMix,
  withoutMix,
} from "@/lib/switch/back-test/traffic-mix";
import { NO_LIMITS, type SwitchQuestion } from "@/lib/switch/switch-question";
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
    ...NO_LIMITS,
    ...{ filters: scenario.filters, not: scenario.not, prices: scenario.prices },
    rankingLimit: 0,
    evidenceLimit: 0,
  };
  const resolved = (await getSwitch(organizationId, question)).answer.moves.map((move) => move.resolved);
  const stays = movesOnTargets(resolved);
  const onTargets = { ...question, ...scopeOnTargets(question), moves: stays };
  const at = named ?? (await findSwitch(organizationId, onTargets, now));
  if (at === null) return null;
  const before = { from: startOfDay(at, question.timeZone, -days), to: at };
  const end = startOfDay(at, question.timeZone, days);
  const after = { from: at, to: end < now ? end : now };
  const ask = async (asked: SwitchQuestion, period: Period) =>
    (await getSwitch(organizationId, { ...asked, ...period })).answer;
  const [there, actualAnswer] = await Promise.all([ask(onTargets, before), ask(onTargets, after)]);
  const moving = predictedMoves(
    resolved,
    there.moves.filter(hasTraffic).map((move) => move.resolved),
  );
  const moved = await ask({ ...question, moves: moving.map(({ move }) => move) }, before);
  // What is on a target and moves is what its move makes of it, and no more what it was.
  const leaving = moved.moves.filter((_, index) => moving[index]?.isFromTarget);
  const staying = withoutMix(sum(there.moves.map(mixAsBilled)), sum(leaving.map(mixAsBilled)));
  const predicted = addMix(staying, sum(moved.moves.map(mixAsExpected)));
  const actual = sum(actualAnswer.moves.map(mixAsBilled));
  const unpricedRequests = actualAnswer.moves.reduce((all, { costs }) => all + costs.sums.unpricedRequestsNow, 0n);
  const test = backTest(predicted, actual);
  return backTestToJson({ at, proposed: named === null, before, after, predicted, actual, unpricedRequests, test });
}

function hasTraffic({ costs: { tokens, sums } }: MoveAnswer): boolean {
  return sums.requests > 0n || tokens.input > 0n || tokens.output > 0n;
}

/** The first day of a step up of the targets' traffic; today, of which not all is known, is left out. */
async function findSwitch(organizationId: number, onTargets: SwitchQuestion, now: Date): Promise<Date | null> {
  const [from, to] = [startOfDay(now, onTargets.timeZone, -DAYS_SEARCHED), startOfDay(now, onTargets.timeZone)];
  const { answer } = await getSwitch(organizationId, { ...onTargets, from, to });
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
