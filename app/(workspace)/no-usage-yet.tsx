import type { ReactNode } from "react";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { LoadSampleData } from "./load-sample-data";

interface NoUsageYetProps {
  /** Of the page. */
  title: string;
  heading: string;
  /** What the page shows once there is usage. */
  description: ReactNode;
  canLoad: boolean;
}

/** A page about spend of an organisation without any usage: what it will show and how to get there. */
export function NoUsageYet({ title, heading, description, canLoad }: NoUsageYetProps) {
  return (
    <>
      <PageHeader title={title} />
      <Card>
        <EmptyState
          title={heading}
          description={
            <>
              <p>{description}</p>
              <p className="mt-2">
                {canLoad
                  ? "Upload usage files to begin. Only looking? Sample data fills 90 days, and one click takes it out again."
                  : "Nothing has come in yet: members who may upload can change that."}
              </p>
            </>
          }
          actions={
            canLoad && (
              <>
                <ButtonLink variant="primary" href="/uploads">
                  Upload files
                </ButtonLink>
                <LoadSampleData />
              </>
            )
          }
        />
      </Card>
    </>
  );
}
