import type { Metadata } from "next";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireMember } from "@/lib/auth/current-member";
import { scopesOfRole } from "@/lib/auth/roles";
import { listBatches } from "@/lib/db/queries/batches/batches";
import { AdminsOnly } from "../settings/admins-only";
import { BatchTable } from "./batch-table";
import { UploadQueue } from "./upload-queue";

export const metadata: Metadata = { title: "Uploads" };

const PAGE = 50;

export default async function UploadsPage({ searchParams }: { searchParams: Promise<{ before?: string | string[] }> }) {
  const { organization, role } = await requireMember();
  const { before } = await searchParams;
  const cursor = typeof before === "string" && /^[1-9]\d{0,8}$/.test(before) ? Number(before) : null;
  const batches = await listBatches(organization.id, PAGE, cursor);
  const canIngest = scopesOfRole(role).includes("ingest");
  const older = batches.length === PAGE ? batches.at(-1)?.id : null;
  return (
    <>
      <PageHeader
        title="Uploads"
        description="Everything that came in, with what became of every line. Deleting an upload takes its records out of every figure."
        actions={
          <ButtonLink size="sm" href="/uploads/reconciliation">
            Reconciliation
          </ButtonLink>
        }
      />
      <div className="flex flex-col gap-4">
        {canIngest ? (
          <UploadQueue
            key={organization.id}
            timeZone={organization.timeZone}
            canName={scopesOfRole(role).includes("admin")}
          />
        ) : (
          <AdminsOnly what="and members upload files" />
        )}
        <Card title="All uploads" flush>
          {batches.length === 0 ? (
            <EmptyState
              icon="uploads"
              title={cursor === null ? "Nothing has come in yet" : "No older uploads"}
              description={
                <>
                  Drop a usage file above, or send usage from your services with an{" "}
                  <a className="font-medium text-accent underline" href="/settings/api-keys">
                    API key
                  </a>
                  .
                </>
              }
            />
          ) : (
            <BatchTable batches={batches} timeZone={organization.timeZone} canDelete={canIngest} />
          )}
        </Card>
        <nav aria-label="Pages of uploads" className="flex justify-end gap-2">
          {cursor !== null && (
            <ButtonLink size="sm" href="/uploads">
              Newest
            </ButtonLink>
          )}
          {older && (
            <ButtonLink size="sm" href={`/uploads?before=${older}`}>
              Older
            </ButtonLink>
          )}
        </nav>
      </div>
    </>
  );
}
