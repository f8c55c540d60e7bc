import type { ComponentProps } from "react";
import { classNames } from "./class-names";
import { CONTROL_LOOK, SMALL_CONTROL_LOOK } from "./control-look";
import { Icon } from "./icon";

/** The browser's own list of choices. */
export function Select({
  className,
  small = false,
  children,
  ...rest
}: ComponentProps<"select"> & { small?: boolean }) {
  return (
    <span className={classNames("relative inline-flex min-w-0", className)}>
      <select
        {...rest}
        className={classNames(
          small ? SMALL_CONTROL_LOOK : CONTROL_LOOK,
          small ? "h-8 pl-2.5" : "h-9 pl-3",
          "appearance-none truncate pr-8",
        )}
      >
        {children}
      </select>
      <Icon name="chevronDown" className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted" />
    </span>
  );
}
