"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast-store";
import { USAGE_TIER_LABELS, USAGE_TIERS, type UsageTier } from "@/lib/catalogue/catalogue-model";
import { formatDate } from "@/lib/spend/format-time";
import type { ProviderTierJson } from "@/lib/switch/rate-limits-json";

interface TierSelectProps {
  provider: string;
  stated: ProviderTierJson | null;
  timeZone: string;
  disabled: boolean;
}

/** At which usage tier the organisation is with a provider; kept as soon as it is chosen. */
export function TierSelect({ provider, stated, timeZone, disabled }: TierSelectProps) {
  const router = useRouter();
  const { busy, problem, fields, run } = useAction(async (tier: UsageTier | null) => {
    await callApi("PATCH", "/api/v1/rate-limits", { usageTiers: { [provider]: tier } });
    toast(tier ? `${USAGE_TIER_LABELS[tier]} with ${provider} is kept.` : `No tier with ${provider} is kept any more.`);
    router.refresh();
  });
  const hint =
    stated &&
    `Since ${formatDate(new Date(stated.changedAt), timeZone)}${stated.changedBy ? `, by ${stated.changedBy}` : ""}.`;
  return (
    <Field
      label={`With ${provider}`}
      hint={hint ?? undefined}
      error={problem ?? Object.values(fields)[0]}
      className="w-64"
    >
      <Select
        value={stated?.tier ?? ""}
        disabled={disabled || busy}
        onChange={({ target }) => void run((target.value || null) as UsageTier | null)}
      >
        <option value="">not said</option>
        {USAGE_TIERS.map((tier) => (
          <option key={tier} value={tier}>
            {USAGE_TIER_LABELS[tier]}
          </option>
        ))}
      </Select>
    </Field>
  );
}
