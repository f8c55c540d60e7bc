import "server-only";
import type { Precedence } from "./overlap-precedence";
import { saveStatement } from "./save-statement";

/** What counts where both roads brought usage of a provider and project; null for every one. */
export interface PrecedenceChoice {
  provider: string | null;
  project: string | null;
  /** Null takes back what was said. */
  precedence: Precedence | null;
}

/**
 * Says which road counts and settles all overlaps anew, in one transaction. False when the organisation has said as much as it
 * can.
 */
export function savePrecedence(
  organizationId: number,
  { provider, project, precedence }: PrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  const of = { column: "project", provider, other: project } as const;
  const statement = { table: "overlap_precedences", of, says: { column: "precedence", value: precedence } } as const;
  return saveStatement(organizationId, statement, userId);
}
