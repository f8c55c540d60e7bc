import "server-only";
import { saveStatement } from "./save-statement";

/** Which exports count where several tell the same usage of a provider and kind; null for usage without one. */
export interface ExportPrecedenceChoice {
  provider: string | null;
  endpoint: string | null;
  /** A view (`viewText`), which counts wherever it is there; ALL_VIEWS; null takes back what was said. */
  view: string | null;
}

/**
 * Says which exports count and settles all that several tell anew, in one transaction. False when the organisation has said
 * as much as it can.
 */
export function saveExportPrecedence(
  organizationId: number,
  { provider, endpoint, view }: ExportPrecedenceChoice,
  userId: string | null,
): Promise<boolean> {
  const of = { column: "endpoint", provider, other: endpoint } as const;
  const statement = { table: "export_precedences", of, says: { column: "view", value: view } } as const;
  return saveStatement(organizationId, statement, userId);
}
