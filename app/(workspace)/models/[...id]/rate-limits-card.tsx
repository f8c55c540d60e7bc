import { sourcesTitle } from "@/components/catalogue/fact-sources";
import { factText } from "@/components/catalogue/fact-text";
import { StateMark } from "@/components/catalogue/state-mark";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type RateLimitGroup, type TierLimits, USAGE_TIER_LABELS, USAGE_TIERS } from "@/lib/catalogue/catalogue-model";
import { formatCount } from "@/lib/spend/format-count";

const LIMITS: readonly { name: keyof TierLimits; label: string }[] = [
  { name: "tokensPerMinute", label: "Tokens a minute" },
  { name: "requestsPerMinute", label: "Requests a minute" },
  { name: "requestsPerDay", label: "Requests a day" },
  { name: "batchQueueTokens", label: "Batch queue tokens" },
];

/** Whether some limit of the group is known. */
export function hasLimits({ tiers }: RateLimitGroup): boolean {
  return USAGE_TIERS.some((tier) => LIMITS.some(({ name }) => tiers[tier][name].value !== null));
}

/** Limits by usage tier; only those that some tier states have a column. */
export function RateLimitsCard({ group }: { group: RateLimitGroup }) {
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
            {stated.map(({ name, label }) => (
              <Th key={name} numeric>
                {label}
              </Th>
            ))}
          </Tr>
        </thead>
        <tbody>
          {USAGE_TIERS.map((tier) => (
            <Tr key={tier}>
              <Th scope="row" className="font-normal whitespace-nowrap">
                {USAGE_TIER_LABELS[tier]}
              </Th>
              {stated.map(({ name }) => {
                const { text, state, sources } = factText(tiers[tier][name], formatCount);
                return (
                  <Td key={name} numeric title={sourcesTitle(sources)}>
                    {text ?? <StateMark state={state} className="text-xs" />}
                    {text !== null && state === "conflicting" && <StateMark state={state} className="ml-2 text-xs" />}
                  </Td>
                );
              })}
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
