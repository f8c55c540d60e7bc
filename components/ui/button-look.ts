import { classNames } from "./class-names";

const VARIANTS = {
  primary: "bg-accent text-accent-ink shadow-low hover:bg-accent-strong",
  secondary: "border border-line bg-surface text-ink shadow-low hover:bg-sunken",
  quiet: "text-muted hover:bg-sunken hover:text-ink",
  danger: "bg-danger text-danger-ink shadow-low hover:opacity-90",
} as const;

const SIZES = {
  sm: "h-8 gap-1.5 px-2.5 text-sm",
  md: "h-9 gap-2 px-3.5",
  icon: "size-8",
} as const;

/** How prominent and how large a button is. */
export interface ButtonLook {
  variant?: keyof typeof VARIANTS;
  size?: keyof typeof SIZES;
}

/** Classes of what looks like a button. */
export function buttonLook({ variant = "secondary", size = "md" }: ButtonLook, className?: string): string {
  return classNames(
    "inline-flex shrink-0 items-center justify-center rounded-md font-medium whitespace-nowrap transition-colors select-none",
    "disabled:cursor-not-allowed disabled:opacity-55",
    VARIANTS[variant],
    SIZES[size],
    className,
  );
}
