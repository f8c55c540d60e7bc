import { Table, Td, Th, Tr } from "@/components/ui/table";
import { Tooltip } from "@/components/ui/tooltip";
import { type FemtoUsd, formatUsd, usdString } from "@/lib/pricing/money";
import type { Changes } from "@/lib/spend/changes/changes";
import { CAUSES, type Cause } from "@/lib/spend/changes/decompose";
import { roundChange } from "@/lib/spend/changes/round-change";
import { formatCount, formatShare } from "@/lib/spend/format-count";
import { formatPeriod } from "@/lib/spend/format-time";
import { measureOf } from "@/lib/spend/measure";
import { cacheHitRate, type Totals } from "@/lib/spend/measures";
import { CAUSE_WORDS } from "./causes";
import { signedUsd } from "./signed-usd";

/** A bar from one amount to another. */
interface Step {
  from: bigint;
  to: bigint;
}

/** From the cost before to the cost after, cause by cause: a table whose bars stand on each other. */
export function Waterfall({ changes }: { changes: Changes }) {
  const { change, before, after, timeZone, totals } = changes;
  const shown = roundChange(change);
  const largest = [...steps(change), { from: 0n, to: change.after }].reduce(
    (most, { from, to }) => (from > most ? from : to > most ? to : most),
    1n,
  );
  const scale = (amount: bigint) => Number((amount * 10_000n) / largest) / 100;
  const bar = (step: Step, colour: string) => <Bar left={scale(min(step))} right={scale(max(step))} colour={colour} />;
  return (
    <Table caption="What changed">
      <thead className="sr-only">
        <tr>
          <Th>Cause</Th>
          <Th>Bar</Th>
          <Th numeric>Amount</Th>
        </tr>
      </thead>
      <tbody>
        <Tr>
          <Th scope="row">
            Before
            <Small>{formatPeriod(before, timeZone)}</Small>
            <span className="sm:hidden">{bar({ from: 0n, to: change.before }, "var(--series-other)")}</span>
          </Th>
          <Td className="hidden w-1/2 sm:table-cell">{bar({ from: 0n, to: change.before }, "var(--series-other)")}</Td>
          <Td numeric className="font-semibold" title={`$${usdString(change.before)}`}>
            {formatUsd(shown.before, shown)}
          </Td>
        </Tr>
        {CAUSES.map((cause, index) => {
          const step = steps(change)[index] ?? { from: 0n, to: 0n };
          const amount = change.effects[cause];
          const colour = amount > 0n ? "var(--warning)" : "var(--positive)";
          return (
            <Tr key={cause}>
              <Th scope="row" className="font-normal">
                <Tooltip text={CAUSE_WORDS[cause].meaning}>{CAUSE_WORDS[cause].label}</Tooltip>
                <Small>{evidence(cause, totals)}</Small>
                <span className="sm:hidden">{bar(step, colour)}</span>
              </Th>
              <Td className="hidden sm:table-cell">{bar(step, colour)}</Td>
              <Td numeric title={exact(amount)}>
                {signedUsd(shown.effects[cause], shown.decimals)}
              </Td>
            </Tr>
          );
        })}
        <Tr>
          <Th scope="row">
            After
            <Small>{formatPeriod(after, timeZone)}</Small>
            <span className="sm:hidden">{bar({ from: 0n, to: change.after }, "var(--accent)")}</span>
          </Th>
          <Td className="hidden sm:table-cell">{bar({ from: 0n, to: change.after }, "var(--accent)")}</Td>
          <Td numeric className="font-semibold" title={`$${usdString(change.after)}`}>
            {formatUsd(shown.after, shown)}
          </Td>
        </Tr>
      </tbody>
    </Table>
  );
}

function Small({ children }: { children: string | null }) {
  return children && <span className="block text-xs font-normal text-muted">{children}</span>;
}

function Bar({ left, right, colour }: { left: number; right: number; colour: string }) {
  const room = { left: `${left}%`, width: `max(${right - left}%, 2px)`, background: colour };
  return (
    <span aria-hidden="true" className="relative mt-1 block h-3 w-full sm:mt-0 sm:h-6">
      {right > left && <span className="absolute inset-y-0 rounded-xs" style={room} />}
    </span>
  );
}

/** Where each cause begins and ends. */
function steps({ before, effects }: Changes["change"]): Step[] {
  let from: bigint = before;
  return CAUSES.map((cause) => {
    const step = { from, to: from + effects[cause] };
    from = step.to;
    return step;
  });
}

function min({ from, to }: Step): bigint {
  return from < to ? from : to;
}

function max({ from, to }: Step): bigint {
  return from > to ? from : to;
}

function exact(amount: FemtoUsd): string {
  return `${amount > 0n ? "+" : ""}${usdString(amount)} USD`;
}

/** The figures that moved, over all usage; a mix has no single one. */
function evidence(cause: Cause, { before, after }: { before: Totals; after: Totals }): string | null {
  const both = (text: (totals: Totals) => string) => `${text(before)} → ${text(after)}`;
  const hitRate = (totals: Totals) => {
    const rate = cacheHitRate(totals);
    return rate === null ? "–" : formatShare(rate);
  };
  switch (cause) {
    case "volume":
      return `${both(({ requests }) => formatCount(requests, { compact: true }))} requests`;
    case "tokens":
      return both((totals) => measureOf("tokensPerRequest").text(totals));
    case "cache":
      return `${both(hitRate)} hit rate`;
    case "mix":
    case "price":
      return null;
  }
}
