import Link from "next/link";
import { Badge, type BadgeVariant } from "@/components/ui/badge";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import type { BatchJson } from "@/lib/db/queries/batches/batches";
import { formatDateTime, formatPeriod } from "@/lib/spend/format-time";
import { DeleteBatch } from "./delete-batch";
import { Outcomes } from "./result-summary";

const STATES: Readonly<Record<string, { variant: BadgeVariant; label: string }>> = {
  receiving: { variant: "accent", label: "coming in" },
  committed: { variant: "positive", label: "stored" },
  failed: { variant: "danger", label: "not taken" },
  deleted: { variant: "neutral", label: "deleted" },
};

interface BatchTableProps {
  batches: readonly BatchJson[];
  timeZone: string;
  canDelete: boolean;
}

/** Uploads, the newest first. */
export function BatchTable({ batches, timeZone, canDelete }: BatchTableProps) {
  return (
    <Table caption="Uploads">
      <thead>
        <Tr>
          <Th>Source</Th>
          <Th className="hidden @md:table-cell">What became of it</Th>
          <Th className="hidden @4xl:table-cell">Usage of</Th>
          <Th className="hidden @xl:table-cell">When</Th>
          <Th>
            <span className="sr-only">Actions</span>
          </Th>
        </Tr>
      </thead>
      <tbody>
        {batches.map((batch) => (
          <Tr key={batch.id}>
            <Td className="align-top">
              <Link href={`/uploads/${batch.id}`} className="font-medium wrap-anywhere hover:underline">
                {batch.source}
              </Link>
              <span className="mt-0.5 flex flex-wrap gap-1">
                <StateBadge batch={batch} />
                {batch.sample && <Badge variant="accent">sample data</Badge>}
              </span>
              <span className="mt-1 block text-sm @md:hidden">
                <Outcome batch={batch} />
              </span>
            </Td>
            <Td className="hidden align-top text-sm @md:table-cell">
              <Outcome batch={batch} />
            </Td>
            <Td className="hidden align-top text-sm whitespace-nowrap text-muted @4xl:table-cell">
              {usagePeriod(batch, timeZone)}
            </Td>
            <Td className="hidden align-top text-sm text-muted @xl:table-cell">
              <span className="block whitespace-nowrap">{formatDateTime(new Date(batch.startedAt), timeZone)}</span>
              {batch.sentBy && <span className="block">by {batch.sentBy}</span>}
            </Td>
            <Td className="align-top text-right">
              {canDelete && batch.status === "committed" && <DeleteBatch id={batch.id} source={batch.source} />}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

/** What became of an upload, in a word or two. */
function StateBadge({ batch: { status, received, rejected } }: { batch: BatchJson }) {
  if (status === "committed" && rejected > 0) {
    return <Badge variant="warning">{rejected === received ? "rejected" : "stored in part"}</Badge>;
  }
  const state = STATES[status];
  return <Badge variant={state?.variant}>{state?.label ?? status}</Badge>;
}

/** What became of an upload in a sentence. */
function Outcome({ batch }: { batch: BatchJson }) {
  return batch.status === "failed" ? <span className="text-danger">{batch.error}</span> : <Outcomes {...batch} />;
}

function usagePeriod({ firstUsageAt, lastUsageAt }: BatchJson, timeZone: string): string {
  if (!firstUsageAt || !lastUsageAt) return "";
  return formatPeriod({ from: new Date(firstUsageAt), to: new Date(Date.parse(lastUsageAt) + 1) }, timeZone);
}
