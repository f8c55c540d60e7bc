import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { allTokens, share, type Totals } from "@/lib/spend/measures";

const CLASSES = [
  { name: "Input, uncached", of: "inputUncached", colour: "var(--series-2)" },
  { name: "Input, read from cache", of: "cacheRead", colour: "var(--series-1)" },
  { name: "Input, written to cache", of: "cacheWrite", colour: "var(--series-5)" },
  { name: "Output", of: "output", colour: "var(--series-4)" },
] as const;

/** Tokens by the classes that prices tell apart. */
export function TokensCard({ totals }: { totals: Totals }) {
  const all = allTokens(totals);
  const reasoning = share(totals.reasoning, totals.output);
  return (
    <Card title="Tokens by class" flush>
      <div aria-hidden="true" className="mx-4 mb-2 flex h-2 gap-px overflow-hidden rounded-full bg-sunken sm:mx-5">
        {CLASSES.map(({ name, of, colour }) => (
          <div key={name} style={{ background: colour, width: `${(share(totals[of], all) ?? 0) * 100}%` }} />
        ))}
      </div>
      <Table caption="Tokens by class">
        <thead className="sr-only">
          <tr>
            <Th>Class</Th>
            <Th numeric>Tokens</Th>
            <Th numeric>Share</Th>
          </tr>
        </thead>
        <tbody>
          {CLASSES.map(({ name, of, colour }) => (
            <Tr key={name}>
              <Th scope="row" className="font-normal">
                <span
                  aria-hidden="true"
                  className="mr-2 inline-block size-2.5 rounded-xs align-baseline"
                  style={{ background: colour }}
                />
                {name}
                {of === "output" && reasoning !== null && totals.reasoning > 0n && (
                  <span className="block pl-4.5 text-xs text-muted">{formatShare(reasoning)} of it reasoning</span>
                )}
              </Th>
              <Td numeric title={formatCount(totals[of])}>
                {formatCount(totals[of], { compact: true })}
              </Td>
              <Td numeric className="text-muted @xs:w-20">
                {formatShare(share(totals[of], all) ?? 0)}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </Card>
  );
}
