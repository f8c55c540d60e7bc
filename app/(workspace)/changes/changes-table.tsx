import Link from "next/link";
import type { ReactNode } from "react";
import { hrefWith } from "@/components/filters/page-params";
import { Card } from "@/components/ui/card";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { femtoUsd, formatUsd, usdString } from "@/lib/pricing/money";
import type { ChangesBy, NamedChange } from "@/lib/spend/changes/changes";
import { CAUSES, type Change, sumChanges } from "@/lib/spend/changes/decompose";
import { roundChange } from "@/lib/spend/changes/round-change";
import { dimensionLabel } from "@/lib/spend/dimensions";
import { CAUSE_WORDS } from "./causes";
import { signedUsd } from "./signed-usd";

/** So many get a row; the rest share one. */
const MOST_ROWS = 12;

interface ChangesTableProps {
  path: string;
  params: URLSearchParams;
  by: ChangesBy;
  changes: readonly NamedChange[];
}

/** What changed by model or by project, cause by cause; the rows add up to the whole change. */
export function ChangesTable({ path, params, by, changes }: ChangesTableProps) {
  const kept = changes.length <= MOST_ROWS + 1 ? changes : changes.slice(0, MOST_ROWS);
  const others = changes.slice(kept.length);
  const title = `By ${dimensionLabel(by, { inText: true })}`;
  return (
    <Card title={title} description="Rounded so that each row adds up; the CSV is exact." flush>
      <Table caption={title}>
        <thead>
          <Tr>
            <Th>{dimensionLabel(by)}</Th>
            <Th numeric className="hidden sm:table-cell">
              Before
            </Th>
            {CAUSES.map((cause) => (
              <Th key={cause} numeric className="hidden lg:table-cell">
                {CAUSE_WORDS[cause].label}
              </Th>
            ))}
            <Th numeric className="hidden sm:table-cell">
              After
            </Th>
            <Th numeric>Change</Th>
          </Tr>
        </thead>
        <tbody>
          {kept.map(({ name, ...change }) => (
            <Row key={name ?? ""} change={change}>
              <Link
                href={hrefWith(path, params, { [`filter.${by}`]: name ?? "" })}
                prefetch={false}
                title={name ?? undefined}
                className="block max-w-[45vw] truncate rounded-sm hover:underline sm:max-w-64"
              >
                {name ?? <span className="text-muted">not stated</span>}
              </Link>
              <MainCause change={change} />
            </Row>
          ))}
          {others.length > 0 && <Row change={sumChanges(others)}>{others.length} others</Row>}
          <Row change={sumChanges(changes)} isTotal>
            Total
          </Row>
        </tbody>
      </Table>
    </Card>
  );
}

function Row({ change, isTotal = false, children }: { change: Change; isTotal?: boolean; children: ReactNode }) {
  const { before, after, effects } = change;
  const shown = roundChange(change);
  return (
    <Tr className={isTotal ? "font-semibold" : undefined}>
      <Th scope="row" className={isTotal ? "font-semibold" : "font-normal"}>
        {children}
      </Th>
      <Td numeric className="hidden text-muted sm:table-cell" title={`$${usdString(before)}`}>
        {formatUsd(shown.before, shown)}
      </Td>
      {CAUSES.map((cause) => (
        <Td key={cause} numeric className="hidden text-muted lg:table-cell" title={usdString(effects[cause])}>
          {effects[cause] === 0n ? "–" : signedUsd(shown.effects[cause], shown.decimals)}
        </Td>
      ))}
      <Td numeric className="hidden text-muted sm:table-cell" title={`$${usdString(after)}`}>
        {formatUsd(shown.after, shown)}
      </Td>
      <Td numeric>{signedUsd(femtoUsd(shown.after - shown.before), shown.decimals)}</Td>
    </Tr>
  );
}

/** Where the causes have no columns, the one that made most of the change. */
function MainCause({ change: { effects } }: { change: Change }) {
  const size = (cause: (typeof CAUSES)[number]) => (effects[cause] < 0n ? -effects[cause] : effects[cause]);
  const largest = CAUSES.reduce((most, cause) => (size(cause) > size(most) ? cause : most));
  if (size(largest) === 0n) return null;
  return <span className="block text-xs text-muted lg:hidden">mostly {CAUSE_WORDS[largest].label.toLowerCase()}</span>;
}
