"use client";

import { usePathname } from "next/navigation";
import { SegmentedLinks } from "@/components/ui/segmented-links";

/** Budgets, and what has fired. */
export function BudgetsTabs() {
  const path = usePathname();
  const options = [
    { href: "/budgets", label: "Budgets", selected: path === "/budgets" },
    { href: "/budgets/alerts", label: "Alerts", selected: path === "/budgets/alerts" },
  ];
  return (
    <div className="mb-4 print:hidden">
      <SegmentedLinks label="Budgets and alerts" options={options} />
    </div>
  );
}
