import { hrefWith } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";
import { formatCount } from "@/lib/spend/format-count";

interface PageLinksProps {
  path: string;
  params: URLSearchParams;
  /** From 1. */
  page: number;
  pages: number;
}

/** Leads to the pages before and after. */
export function PageLinks({ path, params, page, pages }: PageLinksProps) {
  if (pages <= 1) return null;
  const hrefOf = (to: number) => hrefWith(path, params, { page: to === 1 ? null : String(to) });
  return (
    <nav aria-label="Parts of the list" className="mt-3 flex items-center justify-between gap-3 print:hidden">
      <p className="text-sm text-muted">
        Page {formatCount(page)} of {formatCount(pages)}
      </p>
      <div className="flex gap-2">
        {page > 1 && (
          <ButtonLink size="sm" prefetch={false} href={hrefOf(page - 1)}>
            Previous
          </ButtonLink>
        )}
        {page < pages && (
          <ButtonLink size="sm" prefetch={false} href={hrefOf(page + 1)}>
            Next
          </ButtonLink>
        )}
      </div>
    </nav>
  );
}
