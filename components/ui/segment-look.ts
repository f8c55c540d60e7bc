/** The trough that segments lie in. */
export const SEGMENTS_LOOK = "inline-flex max-w-full items-center gap-0.5 overflow-x-auto rounded-md bg-sunken p-0.5";

/** One segment, raised when selected. */
export const SEGMENT_LOOK =
  "inline-flex h-7 items-center gap-1.5 rounded-sm px-2.5 text-sm font-medium whitespace-nowrap text-muted " +
  "transition-colors hover:text-ink data-selected:bg-raised data-selected:text-ink data-selected:shadow-low " +
  "has-focus-visible:outline-2 has-focus-visible:-outline-offset-1 has-focus-visible:outline-accent";
