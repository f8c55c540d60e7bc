import { ButtonLink } from "@/components/ui/button-link";
import { EmptyState } from "@/components/ui/empty-state";

/** The address of a page asks for something that cannot be. */
export function WrongAddress({ problem, path }: { problem: string; path: string }) {
  return (
    <EmptyState
      wholePage
      icon="warning"
      title="This address cannot be shown"
      description={problem}
      actions={
        <ButtonLink variant="primary" href={path}>
          Show the last 30 days
        </ButtonLink>
      }
    />
  );
}
