import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { LoadSampleData } from "./load-sample-data";

/** The overview of an organisation without any usage: what it will show and how to get there. */
export function EmptyOverview({ canLoad }: { canLoad: boolean }) {
  return (
    <>
      <PageHeader title="Overview" />
      <Card>
        <EmptyState
          title="See where the money goes"
          description={
            <>
              <p>
                Upload usage files — provider exports, API responses, logs, or your own CSV — and this page shows spend
                over time by model, project, key and user, what caching saved, and what has no price yet.
              </p>
              <p className="mt-2">Only looking? Sample data fills 90 days, and one click takes it out again.</p>
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
