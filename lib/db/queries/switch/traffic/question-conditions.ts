import "server-only";
import type { Origin } from "@/lib/switch/selection";
import type { SwitchQuestion } from "@/lib/switch/switch-question";
import type { RowCondition } from "@/lib/switch/traffic/row-conditions";
import { scopeCondition, whereCondition } from "./conditions";
import { limitedToOrigins, type NamingPeriod } from "./origin-models";

/** A question's conditions, each once: which is the one of its scope, and which that of each move; null for none. */
export interface QuestionConditions {
  conditions: RowCondition[];
  scope: number | null;
  ofMoves: (number | null)[];
}

/** Finds the numbers behind a question's names; `origins`: of its moves. */
export async function questionConditions(
  organizationId: number,
  { filters, not, moves }: SwitchQuestion,
  origins: readonly Origin[],
  naming: NamingPeriod,
): Promise<QuestionConditions> {
  const [scoped, ...wheres] = await Promise.all([
    scopeCondition(organizationId, filters, not),
    ...moves.map(({ where }) => whereCondition(organizationId, where)),
  ]);
  const limits = await limitedToOrigins(
    organizationId,
    naming,
    origins.map((origin, move) => ({ origin, condition: wheres[move] ?? null })),
  );
  const conditions: RowCondition[] = [];
  const numbers = new Map<string, number>();
  const numberOf = (condition: RowCondition | null | undefined) => {
    if (!condition) return null;
    const text = JSON.stringify(condition);
    const number = numbers.get(text) ?? conditions.length;
    if (number === conditions.length) {
      conditions.push(condition);
      numbers.set(text, number);
    }
    return number;
  };
  const scope = numberOf(scoped);
  const ofMoves = limits.map(numberOf);
  return { conditions, scope, ofMoves };
}
