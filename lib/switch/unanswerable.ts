/** Why a what-if that is well formed has no answer. */
export type UnanswerableCode = "unknown_model" | "ambiguous_model" | "shares_exceed_whole" | "too_many_labels";

/** A what-if without an answer; the message says what to change. */
export class UnanswerableSwitch extends Error {
  constructor(
    readonly code: UnanswerableCode,
    message: string,
    /** The field of the request it is about, where it is one. */
    readonly field: string | null = null,
  ) {
    super(message);
    this.name = "UnanswerableSwitch";
  }
}
