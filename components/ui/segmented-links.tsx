import Link from "next/link";
import type { ReactNode } from "react";
import { SEGMENT_LOOK, SEGMENTS_LOOK } from "./segment-look";

interface SegmentedLinksProps {
  /** Names the choice for screen readers. */
  label: string;
  options: readonly { label: ReactNode; href: string; selected: boolean }[];
}

/** A choice of one among a few, kept in the URL: each choice is a link, loaded only when it is followed. */
export function SegmentedLinks({ label, options }: SegmentedLinksProps) {
  return (
    <nav aria-label={label} className={SEGMENTS_LOOK}>
      {options.map((option) => (
        <Link
          key={option.href}
          href={option.href}
          scroll={false}
          prefetch={false}
          aria-current={option.selected || undefined}
          data-selected={option.selected || undefined}
          className={SEGMENT_LOOK}
        >
          {option.label}
        </Link>
      ))}
    </nav>
  );
}
