import type { AlertKind } from "@/lib/db/generated/client";

/** What tells an alert from every other one of an organisation: it fires once. */
export interface AlertKey {
  kind: AlertKind;
  /** Id of a budget, or what an anomaly is about. */
  subject: string;
  /** What the budget was for, as `usageOf` has it; "" for an anomaly. */
  usage: string;
  /** Date (YYYY-MM-DD) of the first day of the period, in the organisation's zone. */
  period: string;
  /** Percent of a budget; 0 for an anomaly. */
  threshold: number;
}

/** An alert that is to fire unless it has. */
export interface AlertDraft extends AlertKey {
  title: string;
  text: string;
  /** What is known, for programs: JSON. */
  facts: Readonly<Record<string, unknown>>;
}

/** One text for a key, to look it up by. */
export function textOfKey({ kind, subject, usage, period, threshold }: AlertKey): string {
  return JSON.stringify([kind, period, threshold, subject, usage]);
}
