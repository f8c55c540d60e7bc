import { compareHref } from "@/components/catalogue/model-href";
import { hrefWith } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";

interface ChosenBarProps {
  path: string;
  params: URLSearchParams;
  chosen: readonly string[];
}

/** What has been chosen to be compared, and the way there; stays in sight. */
export function ChosenBar({ path, params, chosen }: ChosenBarProps) {
  if (chosen.length === 0) return null;
  return (
    <section
      aria-label="To be compared"
      className="sticky bottom-3 z-10 mt-3 flex animate-rise flex-wrap items-center justify-between gap-2 rounded-lg border border-line bg-raised px-4 py-2.5 shadow-high print:hidden"
    >
      <p className="min-w-0 text-sm break-words">
        <span className="font-medium">{chosen.length} to compare:</span>{" "}
        <span className="text-muted">{chosen.join(", ")}</span>
      </p>
      <div className="flex gap-2">
        <ButtonLink size="sm" variant="quiet" scroll={false} href={hrefWith(path, params, { compare: null })}>
          Clear
        </ButtonLink>
        <ButtonLink size="sm" variant="primary" href={compareHref(chosen)}>
          Compare
        </ButtonLink>
      </div>
    </section>
  );
}
