import Link from "next/link";
import { formatRate } from "@/components/catalogue/fact-text";
import { modelHref } from "@/components/catalogue/model-href";
import { Notice } from "@/components/ui/notice";
import { type Freshness, OLD_AFTER_DAYS } from "@/lib/catalogue/freshness";
import { perMillion, type RateCard } from "@/lib/pricing/rate-card";
import { formatCount } from "@/lib/spend/format-count";
import { formatDate, formatUtcDay } from "@/lib/spend/format-time";
import { dateFromInstant } from "@/lib/usage/instant";

/** A model in use, and how fresh its price is. */
export interface UsedFreshness {
  id: string;
  name: string;
  freshness: Freshness;
}

/** So many models are named. */
const MOST_NAMED = 6;

/** Says which models in use have an old price, and which are about to change; nothing when there are none. */
export function FreshnessNotice({ used }: { used: readonly UsedFreshness[] }) {
  const old = used.filter(({ freshness }) => freshness.isOld);
  const changing = used.filter(({ freshness }) => freshness.next !== null);
  return (
    <>
      {old.length > 0 && (
        <Notice variant="warning" className="mb-4">
          {old.length === 1
            ? "The price of one model you use is"
            : `Prices of ${formatCount(old.length)} models you use are`}{" "}
          more than {OLD_AFTER_DAYS} days old: <Names of={old} />. Compare them with the provider’s page, or take a
          newer price list.
        </Notice>
      )}
      {changing.map(({ id, name, freshness: { next } }) => (
        <Notice key={id} className="mb-4">
          The price of{" "}
          <Link href={modelHref(id)} prefetch={false} className="font-medium text-ink underline underline-offset-2">
            {name}
          </Link>{" "}
          {next && changeText(next)}.
        </Notice>
      ))}
    </>
  );
}

function Names({ of }: { of: readonly UsedFreshness[] }) {
  const rest = of.length - MOST_NAMED;
  return (
    <>
      {of.slice(0, MOST_NAMED).map(({ id, name, freshness }, index) => (
        <span key={id}>
          {index > 0 && ", "}
          <Link
            href={modelHref(id)}
            prefetch={false}
            title={`${freshness.source.name}, ${formatUtcDay(freshness.source.date)}`}
            className="font-medium text-ink underline underline-offset-2"
          >
            {name}
          </Link>{" "}
          ({formatCount(freshness.ageInDays)} days)
        </span>
      ))}
      {rest > 0 && ` and ${formatCount(rest)} more`}
    </>
  );
}

/** "changes on 1 Jan 2027 to $1.50 in, $7.50 out". */
export function changeText({ validFrom, rates }: RateCard): string {
  const date = validFrom === null ? "" : formatDate(dateFromInstant(validFrom), "UTC");
  const rate = (value: bigint | null) => (value === null ? "as before" : formatRate(perMillion(value)));
  return `changes on ${date} to ${rate(rates.input)} in, ${rate(rates.output)} out per million`;
}
