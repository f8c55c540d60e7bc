import { StackedChart } from "@/components/charts/stacked-chart";
import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { CheckedLimitsJson } from "@/lib/switch/checked-limits";
import type { HeadroomJson, LimitHeadroomJson, TierHeadroomJson } from "@/lib/switch/headroom-to-json";
import type { SentLimitsJson } from "@/lib/switch/scenarios/question-json";
import type { OwnLimits as OwnLimitsOfModel } from "@/lib/switch/switch-question";
import { FitBadge } from "./fit-badge";
import { limitText, tierName } from "./headroom-text";
import { checkedText } from "./limits-words";
import { OwnLimits } from "./own-limits";
import { worstDay } from "./worst-day";

interface HeadroomCardProps {
  headroom: HeadroomJson;
  /** What the target is held against. */
  checked: CheckedLimitsJson | null;
  /** Limits that the question states, of whatever models; undefined where it states none. */
  stated: readonly SentLimitsJson[] | undefined;
  /** Limits that are kept with the organisation on the question's targets. */
  kept: readonly OwnLimitsOfModel[];
  /** Who asks may keep limits with the organisation. */
  mayKeep: boolean;
  change: (own: readonly SentLimitsJson[] | undefined) => void;
}

/** Room on a target for everything that would run there: by usage tier, and the worst day against its limits. */
export function HeadroomCard({ headroom: { model, limits }, checked, ...own }: HeadroomCardProps) {
  const tier = checked?.tier ?? null;
  const text = checked && checkedText(checked);
  const shown = limits.filter(({ busyMinutes, untimed }) => busyMinutes > 0 || untimed.records > 0);
  return (
    <Card
      title={`Room on ${model}`}
      description="Tokens per minute after the switch, with everything that runs there already; minutes are of the clock in UTC."
    >
      {text && <p className="mb-4 text-sm text-muted">Held against: {text}.</p>}
      {shown.length === 0 && <p className="text-sm text-muted">Nothing would run there in this period.</p>}
      <div className="flex flex-col gap-6">
        {shown.map((limit) => (
          <OneLimit key={limit.name} {...{ model, limit, tier }} isOnly={shown.length === 1} />
        ))}
      </div>
      <OwnLimits model={model} {...own} />
    </Card>
  );
}

interface OneLimitProps {
  model: string;
  limit: LimitHeadroomJson;
  tier: TierHeadroomJson["tier"] | null;
  isOnly: boolean;
}

function OneLimit({ model, limit, tier, isOnly }: OneLimitProps) {
  const { tokensPerMinute: tokens, untimed } = limit;
  const text = limitText(limit, tier);
  const day = worstDay(limit, tier);
  return (
    <section aria-label={`${limit.name}, ${model}`}>
      {!isOnly && <h3 className="mb-2 font-medium">{limit.name}</h3>}
      {text && <p className="mb-3 font-medium">{text.charAt(0).toUpperCase() + text.slice(1)}.</p>}
      <div className="grid grid-cols-2 gap-4 sm:grid-cols-4">
        <Stat label="Median minute" value={count(tokens.median)} hint={`when busy ${count(tokens.busy.median)}`} />
        <Stat label="95th percentile" value={count(tokens.p95)} hint={`when busy ${count(tokens.busy.p95)}`} />
        <Stat label="99th percentile" value={count(tokens.p99)} hint={`when busy ${count(tokens.busy.p99)}`} />
        <Stat
          label="Peak"
          value={count(tokens.peak)}
          hint={limit.peakMinute?.slice(0, 16).replace("T", " ") ?? undefined}
        />
      </div>
      <div className="mt-4 overflow-hidden rounded-md border border-line">
        <Table caption={`Usage tiers of ${model}: ${limit.name}`} className="text-sm">
          <thead>
            <Tr>
              <Th>Tier</Th>
              <Th numeric className="@max-xl:whitespace-normal">
                Tokens a minute
              </Th>
              <Th numeric className="hidden @xl:table-cell">
                Requests a minute
              </Th>
              <Th numeric className="hidden @xs:table-cell @max-xl:whitespace-normal">
                Throttled minutes
              </Th>
              <Th className="hidden @xl:table-cell">Fit</Th>
            </Tr>
          </thead>
          <tbody>
            {limit.tiers.map((one) => (
              <Tr key={one.tier} className={one.tier === tier ? "bg-accent-soft" : undefined}>
                <Th scope="row" className="font-normal whitespace-nowrap">
                  {one.tier === "own" ? "Your own" : tierName(one.tier)}
                  <span className="mt-1 block @xl:hidden">
                    <FitBadge state={one.state} />
                  </span>
                  {one.throttledMinutes !== null && (
                    <span className="block text-xs text-muted @xs:hidden">
                      throttled: {counted(one.throttledMinutes, "minute")}
                    </span>
                  )}
                </Th>
                <Td numeric className="@max-xl:whitespace-normal">
                  {limitOf(one, "tokensPerMinute")}
                  <span className="block min-w-20 text-xs text-muted @xl:hidden">
                    requests: {limitOf(one, "requestsPerMinute")}
                  </span>
                </Td>
                <Td numeric className="hidden @xl:table-cell">
                  {limitOf(one, "requestsPerMinute")}
                </Td>
                <Td numeric className="hidden @xs:table-cell">
                  {one.throttledMinutes === null ? "–" : formatCount(one.throttledMinutes)}
                </Td>
                <Td className="hidden @xl:table-cell">
                  <FitBadge state={one.state} />
                </Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </div>
      {day && (
        <div className="mt-4">
          <p className="mb-2 text-sm font-medium">The worst day, {day.date} (UTC): the busiest minute of every ten</p>
          <StackedChart caption={`Tokens per minute on ${day.date}`} data={day.data} />
        </div>
      )}
      {untimed.records > 0 && (
        <p className="mt-3 text-sm text-muted">
          Not in these figures: {count(untimed.tokens)} tokens of {counted(untimed.records, "record")} that{" "}
          {untimed.records === 1 ? "is a total of a longer period" : "are totals of longer periods"}, as they belong to
          no minute.
        </p>
      )}
    </section>
  );
}

function limitOf(tier: TierHeadroomJson, name: "tokensPerMinute" | "requestsPerMinute"): string {
  const { value } = tier[name].limit;
  if (value !== null) return formatCount(value);
  return tier.tier === "own" ? "not stated" : "not published";
}

function count(tokens: number): string {
  return formatCount(Math.round(tokens), { compact: true });
}
