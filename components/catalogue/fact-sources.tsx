import { formatUtcDay } from "@/lib/spend/format-time";
import { classNames } from "../ui/class-names";
import type { SourceText } from "./fact-text";

interface FactSourcesProps {
  sources: readonly SourceText[];
  /** What stands beside already: sources that say the same do not repeat it. */
  shown: string | null;
  className?: string;
}

/** Who says what about a fact, and when. */
export function FactSources({ sources, shown, className }: FactSourcesProps) {
  return (
    <ul className={classNames("flex flex-col gap-1 text-xs text-muted", className)}>
      {sources.map(({ said, source, date, note }) => (
        <li key={source} className="break-words">
          {said !== shown && <span className="text-ink">{said}: </span>}
          {source}, {formatUtcDay(date)}
          {note && <span className="block">{note}</span>}
        </li>
      ))}
      {sources.length === 0 && <li>No source says.</li>}
    </ul>
  );
}

/** The same in one text, for what shows on hover. */
export function sourcesTitle(sources: readonly SourceText[]): string {
  if (sources.length === 0) return "No source says.";
  return sources
    .map(({ said, source, date, note }) =>
      [`${said}: ${source}, ${formatUtcDay(date)}`, note].filter(Boolean).join(". "),
    )
    .join("\n");
}
