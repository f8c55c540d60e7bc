import type { FactState } from "@/lib/catalogue/fact";
import { classNames } from "../ui/class-names";
import { Icon, type IconName } from "../ui/icon";

const MARKS: Readonly<Record<FactState, { icon: IconName; label: string; look: string }>> = {
  supported: { icon: "check", label: "supported", look: "text-positive" },
  unsupported: { icon: "close", label: "not supported", look: "text-muted" },
  unknown: { icon: "question", label: "unknown", look: "text-muted" },
  conflicting: { icon: "warning", label: "sources disagree", look: "text-warning" },
};

/** The state of a fact, in sign, word and colour. */
export function StateMark({ state, className }: { state: FactState; className?: string }) {
  const { icon, label, look } = MARKS[state];
  return (
    <span
      className={classNames(
        "inline-flex items-start gap-1.5 align-top group-data-tight/compare:max-md:flex-col group-data-tight/compare:max-md:gap-0",
        look,
        className,
      )}
    >
      <Icon name={icon} className="mt-0.75 size-3.5" />
      <span className="min-w-0">{label}</span>
    </span>
  );
}
