/** How text boxes and lists of choices look alike. 16 px text on phones keeps iOS from zooming in on focus. */
export const CONTROL_LOOK =
  "w-full min-w-0 rounded-md border border-line-strong bg-surface text-ink shadow-low transition-colors " +
  "text-lg sm:text-base hover:border-muted focus-visible:border-accent " +
  "disabled:cursor-not-allowed disabled:bg-sunken disabled:text-muted aria-invalid:border-danger";

/** A list of choices among the buttons of a card. */
export const SMALL_CONTROL_LOOK =
  "w-full min-w-0 rounded-md border border-line bg-surface text-sm font-medium text-ink shadow-low transition-colors hover:bg-sunken";
