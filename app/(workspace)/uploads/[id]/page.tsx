import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Notice } from "@/components/ui/notice";
import { PageHeader } from "@/components/ui/page-header";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { getBatch, listRejects } from "@/lib/db/queries/batches/batches";
import { formatCount } from "@/lib/spend/format-count";
import { formatDateTime } from "@/lib/spend/format-time";
import { formatBytes } from "@/lib/usage/format-bytes";
import { DeleteBatch } from "../delete-batch";
import { Outcomes } from "../result-summary";

export const metadata: Metadata = { title: "Upload" };

const SHOWN = 200;

export default async function UploadPage({ params }: { params: Promise<{ id: string }> }) {
  const { organization, role } = await requireMember();
  const { id } = await params;
  const batch = /^[1-9]\d{0,8}$/.test(id) ? await getBatch(organization.id, Number(id)) : null;
  if (!batch) notFound();
  const rejects = batch.rejected > 0 ? await listRejects(organization.id, Number(id), SHOWN) : [];
  const inFiles = rejects.some(({ file }) => file !== null);
  const at = (text: string) => formatDateTime(new Date(text), organization.timeZone);
  return (
    <>
      <PageHeader
        title={batch.source}
        description={`${at(batch.startedAt)}${batch.sentBy ? ` · by ${batch.sentBy}` : ""} · ${formatBytes(batch.bytes)}`}
        actions={
          <>
            <ButtonLink size="sm" href="/uploads">
              All uploads
            </ButtonLink>
            {scopesOfRole(role).includes("ingest") && batch.status === "committed" && (
              <DeleteBatch id={batch.id} source={batch.source} />
            )}
          </>
        }
      />
      <div className="flex flex-col gap-4">
        {batch.status === "failed" && (
          <Notice variant="error" title="Nothing of this was stored">
            {batch.error}
          </Notice>
        )}
        {batch.status === "deleted" && <Notice>This upload was deleted; its records are in no figure.</Notice>}
        {batch.status === "receiving" && <Notice>This upload is coming in.</Notice>}
        {batch.status !== "failed" && (
          <Card title="What became of every line">
            <Outcomes {...batch} />
            {batch.firstUsageAt && batch.lastUsageAt && (
              <p className="mt-2 text-sm text-muted">
                {at(batch.firstUsageAt) === at(batch.lastUsageAt)
                  ? `Usage of ${at(batch.firstUsageAt)}`
                  : `Usage from ${at(batch.firstUsageAt)} to ${at(batch.lastUsageAt)}`}{" "}
                ({organization.timeZone}).
              </p>
            )}
          </Card>
        )}
        {rejects.length > 0 && (
          <Card
            title="Rejected lines"
            description={
              rejects.length < batch.rejected
                ? `The first ${rejects.length} of ${formatCount(batch.rejected)}.`
                : undefined
            }
            actions={
              <a className="font-medium text-accent underline" href={`/api/v1/batches/${batch.id}/rejects`} download>
                Download as CSV
              </a>
            }
            flush
          >
            <Table caption="Rejected lines">
              <thead>
                <Tr>
                  {inFiles && <Th className="hidden @xl:table-cell">File</Th>}
                  <Th numeric>Line</Th>
                  <Th className="hidden @xl:table-cell">Field</Th>
                  <Th>Reason</Th>
                  <Th className="hidden @3xl:table-cell">As it came</Th>
                </Tr>
              </thead>
              <tbody>
                {rejects.map((reject) => (
                  <Tr key={reject.ordinal}>
                    {inFiles && (
                      <Td className="hidden min-w-32 align-top wrap-anywhere @xl:table-cell">{reject.file}</Td>
                    )}
                    <Td numeric className="align-top">
                      {formatCount(reject.line)}
                    </Td>
                    <Td className="align-top font-mono text-xs hidden @xl:table-cell">{reject.field ?? ""}</Td>
                    <Td className="min-w-48 align-top">
                      {reject.message}
                      {reject.file && (
                        <span className="block text-xs wrap-anywhere text-muted @xl:hidden">{reject.file}</span>
                      )}
                      <span className="mt-1 line-clamp-2 font-mono text-xs break-all text-muted @3xl:hidden">
                        {reject.raw.slice(0, 200)}
                      </span>
                    </Td>
                    <Td
                      className="max-w-96 truncate align-top font-mono text-xs text-muted hidden @3xl:table-cell"
                      title={reject.raw.slice(0, 500)}
                    >
                      {reject.raw.slice(0, 200)}
                    </Td>
                  </Tr>
                ))}
              </tbody>
            </Table>
          </Card>
        )}
      </div>
    </>
  );
}
