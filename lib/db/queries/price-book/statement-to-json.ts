import type { Statement } from "./statement";

/** When and by whom something was stated and withdrawn, on the wire. */
export function statementToJson({ createdAt, createdBy, withdrawnAt, withdrawnBy, replacedBy }: Statement) {
  return {
    createdAt: createdAt.toISOString(),
    createdBy,
    withdrawnAt: withdrawnAt?.toISOString() ?? null,
    withdrawnBy,
    replacedBy,
  };
}
