import Link from "next/link";
import { hrefWith } from "@/components/filters/page-params";
import { ButtonLink } from "@/components/ui/button-link";
import { Notice } from "@/components/ui/notice";
import { formatShare } from "@/lib/spend/format-count";
import { isUnpriced, noPriceText } from "@/lib/spend/format-totals";
import { isIncomplete } from "@/lib/spend/measures";
import type { SpendAnswer } from "@/lib/spend/spend-question";

/** So many models are named. */
const MOST_NAMED = 4;

interface CoverageNoticeProps {
  path: string;
  params: URLSearchParams;
  answer: SpendAnswer;
  /** The same answer grouped by model. */
  byModel: SpendAnswer;
}

/** Says how much usage has no price, and of which models; nothing when all of it is priced. */
export function CoverageNotice({ path, params, answer, byModel }: CoverageNoticeProps) {
  if (!isIncomplete(answer.totals)) return null;
  const models = byModel.groups.filter((group) => isIncomplete(group.totals));
  const { requests, tokens } = answer.coverage;
  return (
    <Notice
      variant="warning"
      title={`${noPriceText(answer.totals)}, so ${isUnpriced(answer.totals) ? "nothing is known of costs here" : "costs here are lower bounds"}`}
      actions={
        <ButtonLink size="sm" href="/models/unknown">
          Show what has no price
        </ButtonLink>
      }
    >
      Priced: {requests === null ? "no" : formatShare(requests)} of requests,{" "}
      {tokens === null ? "no" : formatShare(tokens)} of tokens. Without a price:{" "}
      {models.slice(0, MOST_NAMED).map(({ key }, index) => (
        <span key={key.model ?? ""}>
          {index > 0 && ", "}
          <Link
            href={hrefWith(path, params, { "filter.model": key.model ?? "" })}
            prefetch={false}
            className="font-medium text-ink underline underline-offset-2"
          >
            {key.model ?? "model not stated"}
          </Link>
        </span>
      ))}
      {models.length > MOST_NAMED && ` and ${models.length - MOST_NAMED} more`}.
    </Notice>
  );
}
