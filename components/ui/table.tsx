import type { ComponentProps } from "react";
import { classNames } from "./class-names";

interface TableProps extends ComponentProps<"table"> {
  /** Names the table for screen readers. */
  caption: string;
  /** Keeps a long table to a part of the screen: it scrolls, and a sticky head stays in sight. */
  limitHeight?: boolean;
  /** Reaches the edges of the padded card or list it is in, so that its text lines up with what is around. */
  toEdges?: boolean;
}

/**
 * A table that scrolls within itself when it is too wide. It is a container: columns it has no room for are hidden by its own
 * width (`hidden @xl:table-cell`), and what they say stands below the first one (`@xl:hidden`).
 */
export function Table({ caption, limitHeight = false, toEdges = false, className, children, ...rest }: TableProps) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by keyboard.
      tabIndex={0}
      // Relative, so that what is only for screen readers scrolls along rather than widening the page.
      className={classNames(
        "@container relative overflow-x-auto -outline-offset-2",
        toEdges ? "-mx-4 sm:-mx-5" : "max-w-full",
        limitHeight && "max-h-96 overflow-y-auto print:max-h-none",
      )}
    >
      <table {...rest} className={classNames("w-full border-collapse text-left", className)}>
        <caption className="sr-only">{caption}</caption>
        {children}
      </table>
    </section>
  );
}

/** A row; rows of a body are set apart by lines. */
export function Tr({ className, ...rest }: ComponentProps<"tr">) {
  return <tr {...rest} className={classNames("border-b border-line last:border-b-0", className)} />;
}

/** Room round what is in a cell; less of it in a table as narrow as the narrowest phones. */
const PADDING =
  "px-2 py-2 first:pl-4 last:pr-4 @max-xs:px-1 @max-xs:first:pl-3 @max-xs:last:pr-3 sm:px-3 sm:first:pl-5 sm:last:pr-5";

/** A heading of a column (or, with scope="row", of a row). */
export function Th({
  numeric = false,
  scope = "col",
  className,
  ...rest
}: ComponentProps<"th"> & { numeric?: boolean }) {
  return (
    <th
      {...rest}
      scope={scope}
      className={classNames(
        PADDING,
        scope === "col" ? "text-xs font-medium whitespace-nowrap text-muted" : "font-medium",
        numeric && "text-right",
        className,
      )}
    />
  );
}

/** A cell; numbers are right-aligned with figures of equal width. */
export function Td({ numeric = false, className, ...rest }: ComponentProps<"td"> & { numeric?: boolean }) {
  return (
    <td {...rest} className={classNames(PADDING, numeric && "text-right whitespace-nowrap tabular-nums", className)} />
  );
}
