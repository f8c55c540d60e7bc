import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";

/** What this organisation has nothing of: a mistyped address, or somebody else's. */
export default function NotFound() {
  return (
    <Card>
      <EmptyState
        wholePage
        icon="search"
        title="Nothing here"
        description="The address may be mistyped, what it named may have been deleted, or it belongs to another of your organisations."
        actions={
          <ButtonLink variant="primary" href="/overview">
            Go to the overview
          </ButtonLink>
        }
      />
    </Card>
  );
}
