import Link from "next/link";

/** The product's name and mark, which lead home. */
export function Wordmark() {
  return (
    <Link href="/overview" className="inline-flex items-center gap-2 rounded-md font-semibold tracking-tight">
      <svg aria-hidden="true" viewBox="0 0 20 20" className="size-5">
        <rect width="20" height="20" rx="5" className="fill-accent" />
        <path
          d="M5.5 14.5v-3M10 14.5v-9M14.5 14.5v-6"
          className="stroke-accent-ink"
          strokeWidth="2.2"
          strokeLinecap="round"
        />
      </svg>
      <span className="text-lg">Outlay</span>
    </Link>
  );
}
