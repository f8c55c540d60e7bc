import type { ReactNode } from "react";

interface PageHeaderProps {
  title: ReactNode;
  description?: ReactNode;
  /** Buttons of the whole page. */
  actions?: ReactNode;
}

/** The heading of a page. */
export function PageHeader({ title, description, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        <h1 className="text-xl font-semibold tracking-tight sm:text-2xl">{title}</h1>
        {description && <p className="mt-1 max-w-3xl text-pretty text-muted">{description}</p>}
      </div>
      {actions && <div className="print:hidden flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}
