import type { ReactNode } from "react";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { type FemtoUsd, femtoUsd, formatUsd, usdString } from "@/lib/pricing/money";
import type { Changes } from "@/lib/spend/changes/changes";
import { roundSteps } from "@/lib/spend/changes/round-change";
import { formatPeriod } from "@/lib/spend/format-time";
import { roundedUsd, signedUsd } from "./signed-usd";
import type { Step } from "./steps";
import { percentOnAxis, waterfallAxis } from "./waterfall-axis";

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
  const axis = waterfallAxis([change.before, change.after, ...bars.flatMap(({ low, high }) => [low, high])]);
  const place = ({ low, high, colour }: Bar) => (
    <PlacedBar
      left={percentOnAxis(low, axis)}
      right={percentOnAxis(high, axis)}
      colour={colour}
      isCut={low < axis.from && axis.from > 0n}
    />
  );
  const whole = (high: bigint, colour: string) => place({ low: 0n, high, colour });
  return (
    <>
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
            amount={roundedUsd(shown.before, shown.decimals)}
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
            amount={roundedUsd(shown.after, shown.decimals)}
            exact={`$${usdString(change.after)}`}
            isEnd
          />
        </tbody>
      </Table>
      {axis.from > 0n && (
        <p aria-hidden="true" className="border-t border-line px-4 py-2 text-xs text-muted sm:px-5">
          The bars begin at {formatUsd(femtoUsd(axis.from))}, so that the steps can be seen.
        </p>
      )}
    </>
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
        <span className="@xl:hidden">{bar}</span>
      </Th>
      <Td className="hidden w-1/2 @xl:table-cell">{bar}</Td>
      <Td numeric className={isEnd ? "font-semibold" : undefined} title={exact}>
        {amount}
      </Td>
    </Tr>
  );
}

interface PlacedBarProps {
  left: number;
  right: number;
  colour: string;
  /** It begins before the axis does. */
  isCut: boolean;
}

function PlacedBar({ left, right, colour, isCut }: PlacedBarProps) {
  const room = { left: `${left}%`, width: `max(${right - left}%, 2px)`, background: colour };
  return (
    <span aria-hidden="true" className="relative mt-1 block h-3 w-full sm:mt-0 sm:h-6">
      {right > left && <span className="absolute inset-y-0 rounded-xs" style={room} />}
      {isCut && <span className="absolute -inset-y-0.5 left-[4%] w-1.5 -skew-x-12 bg-surface" />}
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
