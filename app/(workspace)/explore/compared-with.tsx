import { CustomRange } from "@/components/filters/custom-range";
import { hrefWith } from "@/components/filters/page-params";
import { SegmentedLinks } from "@/components/ui/segmented-links";
import { dateIn, type Period } from "@/lib/spend/period";
import type { SpendQuestion } from "@/lib/spend/spend-question";

/** Takes a comparison out of an address. */
export const NOT_COMPARED = { compare: null, beforeFrom: null, beforeTo: null };

interface ComparedWithProps {
  path: string;
  params: URLSearchParams;
  question: SpendQuestion;
  /** The period it is compared with. */
  previous: Period | null;
}

/** Chooses what the period is compared with: nothing, the one before, or dates of one's own. */
export function ComparedWith({ path, params, question, previous }: ComparedWithProps) {
  const { compare, timeZone, from } = question;
  // Where nothing is compared yet, the dates offered are as many days before.
  const offered = previous ?? { from: new Date(2 * from.getTime() - question.to.getTime()), to: from };
  return (
    <span className="flex flex-wrap items-center gap-2 sm:ml-auto print:hidden">
      <SegmentedLinks
        label="Compare"
        options={[
          { label: "Not compared", href: hrefWith(path, params, NOT_COMPARED), selected: compare === null },
          {
            label: "With the period before",
            href: hrefWith(path, params, { ...NOT_COMPARED, compare: "previous" }),
            selected: compare === "previous",
          },
        ]}
      />
      <CustomRange
        key={`${offered.from.getTime()}-${offered.to.getTime()}`}
        path={path}
        params={params.toString()}
        firstDay={dateIn(offered.from, timeZone)}
        lastDay={dateIn(new Date(offered.to.getTime() - 1), timeZone)}
        selected={compare !== null && compare !== "previous"}
        label="Other dates"
        names={["beforeFrom", "beforeTo"]}
        replaces={["compare"]}
      />
    </span>
  );
}
