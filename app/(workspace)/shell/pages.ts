import type { IconName } from "@/components/ui/icon";

/** A page of the navigation. */
interface Page {
  href: string;
  label: string;
  icon: IconName;
  /** Pressed after g, leads to the page. */
  letter: string;
}

/** The pages of the navigation, in order. */
export const PAGES: readonly Page[] = [
  { href: "/overview", label: "Overview", icon: "overview", letter: "o" },
  { href: "/explore", label: "Explore", icon: "explore", letter: "e" },
  { href: "/changes", label: "What changed?", icon: "changes", letter: "c" },
  { href: "/budgets", label: "Budgets", icon: "budgets", letter: "b" },
  { href: "/models", label: "Models", icon: "models", letter: "m" },
  { href: "/compare", label: "Compare", icon: "compare", letter: "p" },
  { href: "/switch", label: "Switch", icon: "switch", letter: "w" },
  { href: "/uploads", label: "Uploads", icon: "uploads", letter: "u" },
  { href: "/settings", label: "Settings", icon: "settings", letter: "s" },
];
