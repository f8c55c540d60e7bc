import { Button } from "./button";
import { EmptyState } from "./empty-state";

/** What is shown instead of a page that failed; `digest` finds the error in the server's log. */
export function PageError({ digest, retry }: { digest?: string; retry: () => void }) {
  return (
    <EmptyState
      wholePage
      icon="warning"
      title="This page could not be shown"
      description={
        <>
          <p>
            Nothing is lost: your data was not changed. Trying again often helps; if not, the server's log says why.
          </p>
          {digest && (
            <p className="mt-2 text-sm">
              Look for <code className="font-mono">{digest}</code>
            </p>
          )}
        </>
      }
      actions={
        <Button variant="primary" onClick={retry}>
          Try again
        </Button>
      }
    />
  );
}
