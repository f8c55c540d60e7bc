import type { ReactNode } from "react";
import { classNames } from "./class-names";
import { Icon, type IconName } from "./icon";

const VARIANTS = {
  info: { look: "border-line bg-sunken text-ink", mark: "text-muted", icon: "info" },
  success: { look: "border-positive/30 bg-positive-soft text-ink", mark: "text-positive", icon: "check" },
  warning: { look: "border-warning/35 bg-warning-soft text-ink", mark: "text-warning", icon: "warning" },
  error: { look: "border-danger/35 bg-danger-soft text-ink", mark: "text-danger", icon: "warning" },
} as const satisfies Record<string, { look: string; mark: string; icon: IconName }>;

interface NoticeProps {
  variant?: keyof typeof VARIANTS;
  title?: ReactNode;
  /** What to do about it. */
  actions?: ReactNode;
  className?: string;
  children?: ReactNode;
}

/** Something to know, in place; errors and warnings are announced. */
export function Notice({ variant = "info", title, actions, className, children }: NoticeProps) {
  const { look, mark, icon } = VARIANTS[variant];
  return (
    <div
      role={variant === "error" ? "alert" : "status"}
      className={classNames(
        "flex flex-wrap items-center justify-between gap-x-4 gap-y-2 rounded-lg border px-4 py-3",
        look,
        className,
      )}
    >
      <div className="flex min-w-0 flex-1 basis-60 gap-3">
        <Icon name={icon} className={classNames(title ? "mt-0.75" : "mt-0.5", mark)} />
        <div className="min-w-0">
          {title && <p className="font-medium">{title}</p>}
          {children && <div className="text-sm text-muted">{children}</div>}
        </div>
      </div>
      {actions && <div className="flex flex-wrap gap-2 pl-7 sm:pl-0 print:hidden">{actions}</div>}
    </div>
  );
}
