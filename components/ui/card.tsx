import type { ComponentProps, ReactNode } from "react";
import { classNames } from "./class-names";

interface CardProps extends Omit<ComponentProps<"section">, "title"> {
  title?: ReactNode;
  description?: ReactNode;
  /** Buttons or links beside the title. */
  actions?: ReactNode;
  /** No padding around the content, for tables that reach the edges. */
  flush?: boolean;
}

/** A bordered surface with an optional heading. */
export function Card({ title, description, actions, flush = false, className, children, ...rest }: CardProps) {
  return (
    <section
      {...rest}
      className={classNames(
        "min-w-0 rounded-lg border border-line bg-surface shadow-low",
        flush && "overflow-hidden",
        className,
      )}
    >
      {(title || actions) && (
        <header className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
          <div className="min-w-0 flex-1 basis-60">
            {title && <h2 className="font-semibold">{title}</h2>}
            {description && <p className="mt-0.5 text-sm text-pretty text-muted">{description}</p>}
          </div>
          {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? (title || actions ? "mt-3" : undefined) : "p-4 sm:p-5"}>{children}</div>
    </section>
  );
}
