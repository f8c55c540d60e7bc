import type { Role } from "@/lib/auth/roles";
import type { Call } from "./ask";
import type { Home } from "./home";

/** A call in an organisation, which is given what the call is about first. */
export type CallIn = (home: Home) => Call | Promise<Call>;

/** How one operation is called by the tests that go through all of them. */
export interface OperationCalls {
  /** A call that succeeds, by the organisation's key or owner. */
  succeeds: CallIn;
  /** More of them, whose answers have other parts, by what is special about them. */
  alsoSucceeds?: Readonly<Record<string, CallIn>>;
  /**
   * Calls that fail, by status and code: one for each error of the description, but for those that every operation of its
   * kind has (errors-of-a-kind.ts). Text instead of a call says why there is none.
   */
  fails?: Readonly<Record<string, CallIn | string>>;
  /** Roles that may call it, where those are not the ones that have its scope. */
  roles?: readonly Role[];
  /** The status with which everybody who may call it is turned down, by design. */
  turnsDownWith?: number;
  /** No API key may call it. */
  peopleOnly?: true;
  /** It works for seconds: tests that call it as one person after another do so no more than they must. */
  takesSeconds?: true;
}

/** Calls of several operations by name. */
export type CallsByOperation = Readonly<Record<string, OperationCalls>>;
