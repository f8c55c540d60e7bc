import { StateMark } from "@/components/catalogue/state-mark";
import { classNames } from "@/components/ui/class-names";

const LEVELS = [1, 2, 3, 4, 5];

/** A rating with its level out of five; without one it says so. */
export function RatingLevel({ label, level }: { label: string; level: number | null }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <span>{label}</span>
      {level === null ? (
        <StateMark state="unknown" />
      ) : (
        <span className="inline-flex items-center gap-1.5 whitespace-nowrap">
          <span aria-hidden="true" className="inline-flex gap-0.5">
            {LEVELS.map((one) => (
              <span
                key={one}
                className={classNames(
                  "size-2 rounded-full border",
                  one <= level ? "border-accent bg-accent" : "border-line-strong",
                )}
              />
            ))}
          </span>
          <span className="text-xs text-muted">{level} of 5</span>
        </span>
      )}
    </span>
  );
}
