import type { IconName } from "@/components/ui/icon";

/** The pages of the navigation, in order. */
export const PAGES: readonly { href: string; label: string; icon: IconName }[] = [
  { href: "/overview", label: "Overview", icon: "overview" },
  { href: "/explore", label: "Explore", icon: "explore" },
  { href: "/changes", label: "What changed?", icon: "changes" },
  { href: "/models", label: "Models", icon: "models" },
  { href: "/compare", label: "Compare", icon: "compare" },
  { href: "/switch", label: "Switch", icon: "switch" },
  { href: "/uploads", label: "Uploads", icon: "uploads" },
  { href: "/settings", label: "Settings", icon: "settings" },
];
