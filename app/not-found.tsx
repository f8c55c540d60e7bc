import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <EmptyState
        wholePage
        icon="search"
        title="There is no page here"
        description="The address may be mistyped, or what it named has been deleted."
        actions={
          <ButtonLink variant="primary" href="/overview">
            Go to the overview
          </ButtonLink>
        }
      />
    </main>
  );
}
