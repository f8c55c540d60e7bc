import { sourcesTitle } from "@/components/catalogue/fact-sources";
import { factText } from "@/components/catalogue/fact-text";
import { StateMark } from "@/components/catalogue/state-mark";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import {
  type RateLimitGroup,
  type TierLimits,
  USAGE_TIER_LABELS,
  USAGE_TIERS,
  type UsageTier,
} from "@/lib/catalogue/catalogue-model";
import { formatCount } from "@/lib/spend/format-count";
import type { OwnLimits } from "@/lib/switch/switch-question";

const LIMITS: readonly { name: keyof TierLimits; label: string }[] = [
  { name: "tokensPerMinute", label: "Tokens a minute" },
  { name: "requestsPerMinute", label: "Requests a minute" },
  { name: "requestsPerDay", label: "Requests a day" },
  { name: "batchQueueTokens", label: "Batch queue tokens" },
];

function ownText(own: OwnLimits, name: keyof TierLimits): string {
  const limit = name === "tokensPerMinute" || name === "requestsPerMinute" ? own[name] : null;
  return limit === null ? "–" : formatCount(limit);
}

/** Whether some limit of the group is known. */
export function hasLimits({ tiers }: RateLimitGroup): boolean {
  return USAGE_TIERS.some((tier) => LIMITS.some(({ name }) => tiers[tier][name].value !== null));
}

interface RateLimitsCardProps {
  group: RateLimitGroup;
  /** The usage tier that the organisation is at; null where nobody has said it. */
  yours: UsageTier | null;
  /** The organisation's own limits on these prompts. */
  own: OwnLimits | null;
}

/** Limits by usage tier; only those that some tier states have a column. The organisation's are marked. */
export function RateLimitsCard({ group, yours, own }: RateLimitsCardProps) {
  const { abovePromptTokens: above, tiers } = group;
  const stated = LIMITS.filter(
    ({ name }, index) => index === 0 || USAGE_TIERS.some((tier) => tiers[tier][name].value !== null),
  );
  const title = above === null ? "Rate limits" : `Rate limits for prompts over ${formatCount(above)} tokens`;
  return (
    <Card title={title} description="By your usage tier at the provider. A limit nobody published is unknown." flush>
      <Table caption={title}>
        <thead>
          <Tr>
            <Th>Tier</Th>
            {stated.map(({ name, label }, index) => (
              <Th key={name} numeric className={index > 0 ? "hidden @xl:table-cell" : undefined}>
                {label}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          {USAGE_TIERS.map((tier) => (
            <Tr key={tier} className={tier === yours && !own ? "bg-accent-soft" : undefined}>
              <Th scope="row" className="font-normal whitespace-nowrap">
                {USAGE_TIER_LABELS[tier]}
                {tier === yours && <span className="ml-2 text-xs text-muted">yours</span>}
              </Th>
              {stated.map(({ name }, index) => (
                <Td
                  key={name}
                  numeric
                  title={sourcesTitle(factText(tiers[tier][name], formatCount).sources)}
                  className={index > 0 ? "hidden @xl:table-cell" : undefined}
                >
                  <Limit limit={tiers[tier][name]} />
                  {index === 0 &&
                    stated.slice(1).map((further) => (
                      <span key={further.name} className="block text-xs text-muted @xl:hidden">
                        {further.label}: <Limit limit={tiers[tier][further.name]} />
                      </span>
                    ))}
                </Td>
              ))}
            </Tr>
          ))}
          {own && (
            <Tr className="bg-accent-soft">
              <Th scope="row" className="font-normal whitespace-nowrap">
                Your own
              </Th>
              {stated.map(({ name }, index) => (
                <Td key={name} numeric className={index > 0 ? "hidden @xl:table-cell" : undefined}>
                  {ownText(own, name)}
                  {index === 0 && (
                    <span className="block text-xs text-muted @xl:hidden">
                      Requests a minute: {ownText(own, "requestsPerMinute")}
                    </span>
                  )}
                </Td>
              ))}
            </Tr>
          )}
        </tbody>
      </Table>
    </Card>
  );
}

function Limit({ limit }: { limit: TierLimits[keyof TierLimits] }) {
  const { text, state } = factText(limit, formatCount);
  return (
    <>
      {text ?? <StateMark state={state} className="text-xs" />}
      {text !== null && state === "conflicting" && <StateMark state={state} className="ml-2 text-xs" />}
    </>
  );
}
