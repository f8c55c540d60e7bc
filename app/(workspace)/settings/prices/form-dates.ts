import { dateFromInstant, type Instant } from "@/lib/usage/instant";

/** A bound of validity in a form: its day (YYYY-MM-DD, nothing for none), and the exact instant that day stands for. */
export interface DateInForm {
  day: string;
  exact: string | null;
}

/** A bound as a form begins with it. */
export function dateInForm(at: Instant | null): DateInForm {
  const exact = at === null ? null : dateFromInstant(at).toISOString();
  return { day: exact?.slice(0, 10) ?? "", exact };
}

/** The bound a form says: midnight UTC of its day, or what it was where the day was left as it is. */
export function boundOf(form: FormData, name: string, before: DateInForm | undefined): string | null {
  const day = String(form.get(name) ?? "").trim();
  if (before && day === before.day) return before.exact;
  return day === "" ? null : `${day}T00:00:00Z`;
}
