import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

/** A box to tick, with its label and an optional explanation. */
export function Checkbox({
  label,
  hint,
  className,
  ...rest
}: Omit<ComponentProps<"input">, "type"> & { label: ReactNode; hint?: ReactNode }) {
  return (
    <label className={classNames("flex items-start gap-2.5", rest.disabled && "opacity-55", className)}>
      <input {...rest} type="checkbox" className="mt-0.75 size-4 shrink-0 rounded-sm accent-accent" />
      <span className="min-w-0">
        <span className="block">{label}</span>
        {hint && <span className="block text-xs text-muted">{hint}</span>}
      </span>
    </label>
  );
}
