import { classNames } from "./class-names";

/** Outlines on a grid of 16 units, drawn with a line of 1.5. */
const PATHS = {
  overview: "M2.5 13.5v-4M6.2 13.5v-8M9.8 13.5v-6M13.5 13.5v-11",
  explore: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M10.8 5.2 9.2 9.2 5.2 10.8 6.8 6.8z",
  budgets: "M2.2 11.5a6.2 6.2 0 1 1 11.6 0M8 9.6 11 6M2.2 11.5h1.6M12.2 11.5h1.6",
  changes: "M2 13.5V9.5M5 9.5V5.5M8 5.5V2.5M11 2.5v5M14 7.5v6M2 9.5h3M5 5.5h3M8 2.5h3M11 7.5h3",
  models: "M8 1.8 14 5 8 8.2 2 5zM2.4 8.2 8 11.2l5.6-3M2.4 11.2 8 14.2l5.6-3",
  compare: "M2.5 3h4v10h-4zM9.5 3h4v10h-4z",
  switch: "M2 5.2h11M10.2 2.4 13 5.2 10.2 8M14 10.8H3M5.8 8 3 10.8l2.8 2.8",
  uploads: "M8 10.5v-8M4.8 5.4 8 2.2l3.2 3.2M2.5 10v3.5h11V10",
  settings: "M2 4.5h7M12.5 4.5H14M2 11.5h1.5M7 11.5h7M10.7 2.8v3.4M5.3 9.8v3.4",
  menu: "M2.5 4.5h11M2.5 8h11M2.5 11.5h11",
  close: "m3.8 3.8 8.4 8.4M12.2 3.8l-8.4 8.4",
  check: "m3 8.4 3.4 3.4L13 4.6",
  chevronDown: "m4 6.2 4 4 4-4",
  chevronRight: "m6.2 4 4 4-4 4",
  arrowUp: "M8 13V3M4.2 6.8 8 3l3.8 3.8",
  arrowDown: "M8 3v10M4.2 9.2 8 13l3.8-3.8",
  info: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M8 7.4v3.4M8 5.1v.1",
  question:
    "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M6.3 6.4A1.75 1.75 0 1 1 8.8 8c-.5.3-.8.6-.8 1.2M8 11.2v.1",
  warning: "M8 2 14.6 13.6H1.4zM8 6.4v3.2M8 11.6v.1",
  copy: "M5.5 5.5h8v8h-8zM10.5 5.5v-3h-8v8h3",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10M10.6 10.6l3.4 3.4",
  filter: "M2 3.5h12M4.2 8h7.6M6.4 12.5h3.2",
  download: "M8 2.2v8M4.8 7.4 8 10.6l3.2-3.2M2.5 10v3.5h11V10",
  bookmark: "M4 2h8v12l-4-3-4 3z",
  clock: "M8 14.2A6.2 6.2 0 1 0 8 1.8a6.2 6.2 0 0 0 0 12.4M8 4.6V8l2.4 1.6",
  people:
    "M6 7.6a2.4 2.4 0 1 0 0-4.8 2.4 2.4 0 0 0 0 4.8M1.6 13.2c.3-2.4 2-3.6 4.4-3.6s4.1 1.2 4.4 3.6M10.6 3a2.4 2.4 0 0 1 0 4.4M12 9.9c1.4.4 2.2 1.5 2.4 3.3",
  plus: "M8 3v10M3 8h10",
  trash: "M2.5 4.2h11M6 4V2.4h4V4M4 4.2l.6 9.4h6.8l.6-9.4",
  calendar: "M2.5 3.5h11v10h-11zM2.5 6.8h11M5.4 1.8v3M10.6 1.8v3",
  table: "M2.5 3h11v10h-11zM2.5 6.4h11M6.2 6.4V13",
  external: "M9.4 2.5h4.1v4.1M13.2 2.8 7.4 8.6M11.5 9.5v4h-9v-9h4",
  logOut: "M9.5 2.5h-7v11h7M6.5 8h7.2M11 5.3 13.7 8 11 10.7",
  file: "M4 1.8h5l3.2 3.2v9.2H4zM9 1.8V5h3.2",
} as const;

/** Name of an icon. */
export type IconName = keyof typeof PATHS;

/** A small outline; never the only carrier of a meaning, so hidden from screen readers. */
export function Icon({ name, className }: { name: IconName; className?: string }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 16 16"
      className={classNames("size-4 shrink-0", className)}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
