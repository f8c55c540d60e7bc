"use client";

import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { SegmentedLinks } from "@/components/ui/segmented-links";

const TABS = [
  ["/settings/organization", "Organisation"],
  ["/settings/members", "Members"],
  ["/settings/api-keys", "API keys"],
  ["/settings/prices", "Prices"],
  ["/settings/rate-limits", "Rate limits"],
  ["/settings/alerts", "Alerts"],
  ["/settings/profile", "Profile"],
] as const;

export function SettingsTabs() {
  const path = usePathname();
  const tabs = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // On a phone not all are in sight.
    const current = path && tabs.current?.querySelector("[aria-current]");
    if (current) current.scrollIntoView({ inline: "center", block: "nearest" });
  }, [path]);
  return (
    <div ref={tabs} className="mb-4 max-w-full overflow-x-auto">
      <SegmentedLinks
        label="Settings"
        options={TABS.map(([href, label]) => ({ href, label, selected: path.startsWith(href) }))}
      />
    </div>
  );
}
