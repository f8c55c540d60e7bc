import type { ComponentProps } from "react";
import { classNames } from "./class-names";

const VARIANTS = {
  neutral: "bg-sunken text-muted",
  accent: "bg-accent-soft text-accent",
  positive: "bg-positive-soft text-positive",
  warning: "bg-warning-soft text-warning",
  danger: "bg-danger-soft text-danger",
} as const;

/** Colours of badges and what they say. */
export type BadgeVariant = keyof typeof VARIANTS;

/** A word or two that name a state. */
export function Badge({
  variant = "neutral",
  className,
  ...rest
}: ComponentProps<"span"> & { variant?: BadgeVariant }) {
  return (
    <span
      {...rest}
      className={classNames(
        "inline-flex items-center gap-1 rounded-sm px-1.5 py-px text-xs font-medium whitespace-nowrap",
        VARIANTS[variant],
        className,
      )}
    />
  );
}
