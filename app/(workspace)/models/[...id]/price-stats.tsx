import { Card } from "@/components/ui/card";
import { Stat } from "@/components/ui/stat";
import { formatUtcDay } from "@/lib/spend/format-time";
import type { NamedFact } from "./fact-table";

/** Classes without a rate of their own bill as input. */
const AS_INPUT = new Set(["Cached input", "Cache write"]);

/** What a million tokens cost now. */
export function PriceStats({ facts }: { facts: readonly NamedFact[] }) {
  return (
    <Card title="Price per 1M tokens" description="Standard service tier, as of now, in USD.">
      <div className="grid grid-cols-2 gap-x-6 gap-y-5 lg:grid-cols-4">
        {facts.map(({ name, fact }) => (
          <Stat
            key={name}
            label={name}
            value={fact.text ?? missing(name, fact.state)}
            hint={fact.printed ? `printed as ${fact.printed} on OpenAI's page` : sourceOf({ name, fact })}
          />
        ))}
      </div>
    </Card>
  );
}

function missing(name: string, state: NamedFact["fact"]["state"]): string {
  if (state === "conflicting") return "disputed";
  if (state === "unknown") return "unknown";
  return AS_INPUT.has(name) ? "as input" : "none";
}

function sourceOf({ fact }: NamedFact): string | undefined {
  const [first] = fact.sources;
  return first && `${first.source}, ${formatUtcDay(first.date)}`;
}
