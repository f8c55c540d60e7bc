"use client";

import dynamic from "next/dynamic";
import type { StepsData } from "@/components/charts/steps";
import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

const Steps = dynamic(() => import("@/components/charts/steps").then((module) => module.Steps), {
  ssr: false,
  loading: () => <Skeleton className="h-64 w-full" />,
});

/** How the standard rates of a model went, and will go. */
export function PriceHistoryCard({ data }: { data: StepsData }) {
  return (
    <Card title="Price over time" description="USD per million tokens, standard service tier, outside of peak hours.">
      <Steps caption="Price over time" instead="the same figures are among the rate cards." data={data} />
    </Card>
  );
}
