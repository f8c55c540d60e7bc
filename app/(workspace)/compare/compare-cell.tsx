import { FactSources, sourcesTitle } from "@/components/catalogue/fact-sources";
import { StateMark } from "@/components/catalogue/state-mark";
import type { CompareCell } from "./compare-rows";
import { RatingLevel } from "./rating-level";

/** What a column says in a row: sources on hover, and below it when asked for or when they disagree. */
export function CellContent({ cell, showSources }: { cell: CompareCell; showSources: boolean }) {
  const { aside, sources } = cell;
  return (
    <div title={showSources ? undefined : sourcesTitle(sources)}>
      <Value cell={cell} />
      {aside && <span className="mt-0.5 block text-xs text-muted">{aside}</span>}
      {cell.state === "conflicting" ? (
        <details open={showSources} className="mt-1">
          <summary className="w-fit rounded-sm text-warning">
            <span className="sr-only">sources disagree: </span>
            <span className="text-xs underline underline-offset-2">who says what</span>
          </summary>
          <FactSources sources={sources} shown={shownAlone(cell)} className="mt-1" />
        </details>
      ) : (
        showSources && <FactSources sources={sources} shown={shownAlone(cell)} className="mt-1" />
      )}
    </div>
  );
}

/** What the cell shows of the value itself: signs and marks of a conflict say less than the sources. */
function shownAlone({ text, state, isYesOrNo }: CompareCell): string | null {
  return isYesOrNo && state === "conflicting" ? null : text;
}

function Value({ cell }: { cell: CompareCell }) {
  const { text, state, isYesOrNo, rating } = cell;
  if (rating) return <RatingLevel {...rating} />;
  if (isYesOrNo || text === null) return <StateMark state={state} />;
  return (
    <>
      <span className="block break-words">{text}</span>
      {state === "conflicting" && <StateMark state="conflicting" className="mt-1 flex text-xs" />}
    </>
  );
}
