import type { ReactNode } from "react";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type FemtoUsd, formatUsd, usdString } from "@/lib/pricing/money";
import type { Changes } from "@/lib/spend/changes/changes";
import { roundSteps } from "@/lib/spend/changes/round-change";
import { formatPeriod } from "@/lib/spend/format-time";
import { signedUsd } from "./signed-usd";
import type { Step } from "./steps";

interface WaterfallProps {
  changes: Changes;
  /** What each step is: a cause, a model, a project. */
  of: string;
  /** What leads from one cost to the other, in order. */
  steps: readonly Step[];
}

/** From the cost before to the cost after, step by step: a table whose bars stand on each other. */
export function Waterfall({ changes, of, steps }: WaterfallProps) {
  const { change, before, after, timeZone } = changes;
  const shown = roundSteps(
    change.before,
    steps.map(({ amount }) => amount),
  );
  const bars = barsOf(change.before, steps);
  let largest = 1n;
  for (const high of [change.before, change.after, ...bars.map((bar) => bar.high)]) if (high > largest) largest = high;
  const place = ({ low, high, colour }: Bar) => (
    <PlacedBar left={percent(low, largest)} right={percent(high, largest)} colour={colour} />
  );
  const whole = (high: bigint, colour: string) => place({ low: 0n, high, colour });
  return (
    <Table caption="What changed">
      <thead className="sr-only">
        <tr>
          <Th>{of}</Th>
          <Th>Bar</Th>
          <Th numeric>Amount</Th>
        </tr>
      </thead>
      <tbody>
        <Row
          name="Before"
          note={formatPeriod(before, timeZone)}
          bar={whole(change.before, "var(--series-other)")}
          amount={formatUsd(shown.before, shown)}
          exact={`$${usdString(change.before)}`}
          isEnd
        />
        {steps.map(({ key, name, note, amount }, index) => (
          <Row
            key={key}
            name={name}
            note={note}
            bar={bars[index] && place(bars[index])}
            amount={signedUsd(shown.steps[index] ?? amount, shown.decimals)}
            exact={`${amount > 0n ? "+" : ""}${usdString(amount)} USD`}
          />
        ))}
        <Row
          name="After"
          note={formatPeriod(after, timeZone)}
          bar={whole(change.after, "var(--accent)")}
          amount={formatUsd(shown.after, shown)}
          exact={`$${usdString(change.after)}`}
          isEnd
        />
      </tbody>
    </Table>
  );
}

interface RowProps {
  name: ReactNode;
  note: string | null;
  bar: ReactNode;
  amount: string;
  exact: string;
  /** One of the two costs, rather than what leads from one to the other. */
  isEnd?: boolean;
}

function Row({ name, note, bar, amount, exact, isEnd = false }: RowProps) {
  return (
    <Tr>
      <Th scope="row" className={isEnd ? undefined : "font-normal"}>
        {name}
        {note && <span className="block text-xs font-normal text-muted">{note}</span>}
        <span className="sm:hidden">{bar}</span>
      </Th>
      <Td className="hidden w-1/2 sm:table-cell">{bar}</Td>
      <Td numeric className={isEnd ? "font-semibold" : undefined} title={exact}>
        {amount}
      </Td>
    </Tr>
  );
}

function PlacedBar({ left, right, colour }: { left: number; right: number; colour: string }) {
  const room = { left: `${left}%`, width: `max(${right - left}%, 2px)`, background: colour };
  return (
    <span aria-hidden="true" className="relative mt-1 block h-3 w-full sm:mt-0 sm:h-6">
      {right > left && <span className="absolute inset-y-0 rounded-xs" style={room} />}
    </span>
  );
}

interface Bar {
  low: bigint;
  high: bigint;
  colour: string;
}

/** Where each step begins and ends. */
function barsOf(before: FemtoUsd, steps: readonly Step[]): Bar[] {
  let from: bigint = before;
  return steps.map(({ amount }) => {
    const to = from + amount;
    const bar = { low: from < to ? from : to, high: from > to ? from : to };
    from = to;
    return { ...bar, colour: amount > 0n ? "var(--warning)" : "var(--positive)" };
  });
}

function percent(amount: bigint, largest: bigint): number {
  return Number((amount * 10_000n) / largest) / 100;
}
