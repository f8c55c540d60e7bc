import { ButtonLink } from "../ui/button-link";
import { Card } from "../ui/card";
import { EmptyState } from "../ui/empty-state";
import { hrefWith, isFilterParam } from "./page-params";

/** There is usage, but none of it in this period with these filters. */
export function NothingFound({ path, params }: { path: string; params: URLSearchParams }) {
  const filters = [...new Set(params.keys())].filter(isFilterParam);
  const withoutFilters = hrefWith(path, params, Object.fromEntries(filters.map((name) => [name, null])));
  return (
    <Card>
      <EmptyState
        icon="search"
        title="No usage here"
        description={
          filters.length > 0
            ? "Nothing in this period matches the filters."
            : "Nothing was uploaded for this period. A longer one may have some."
        }
        actions={
          <>
            {filters.length > 0 && <ButtonLink href={withoutFilters}>Remove the filters</ButtonLink>}
            <ButtonLink href={hrefWith(path, params, { range: "90d", from: null, to: null })}>
              Show the last 90 days
            </ButtonLink>
          </>
        }
      />
    </Card>
  );
}
