import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

interface EmptyStateProps {
  icon?: IconName;
  title: string;
  /** What this place shows once there is something, and how to get there. */
  description: ReactNode;
  actions?: ReactNode;
  /** It stands for a whole page, so its title is the page's heading. */
  wholePage?: boolean;
}

/** What is shown where nothing is yet. */
export function EmptyState({ icon = "overview", title, description, actions, wholePage = false }: EmptyStateProps) {
  const Heading = wholePage ? "h1" : "h2";
  return (
    <div className="mx-auto flex max-w-lg flex-col items-center px-4 py-12 text-center">
      <span className="mb-4 grid size-10 place-items-center rounded-lg bg-accent-soft text-accent">
        <Icon name={icon} className="size-5" />
      </span>
      <Heading className="text-lg font-semibold">{title}</Heading>
      <div className="mt-1.5 text-balance text-muted">{description}</div>
      {actions && <div className="mt-5 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
