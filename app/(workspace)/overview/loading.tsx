import { Skeleton } from "@/components/ui/skeleton";

/** Holds the places of the overview's parts. */
export default function OverviewLoading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the overview</span>
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-5 h-5 w-80 max-w-full" />
      <Skeleton className="mb-4 h-8 w-full max-w-xl" />
      <div className="flex flex-col gap-4">
        <div className="grid gap-4 lg:grid-cols-3">
          <Skeleton className="h-118 lg:col-span-2" />
          <Skeleton className="h-118" />
        </div>
        <Skeleton className="h-34 w-full" />
        <Skeleton className="h-108 w-full" />
        <div className="grid gap-4 xl:grid-cols-3">
          <Skeleton className="h-66 xl:col-span-2" />
          <Skeleton className="h-66" />
        </div>
      </div>
    </div>
  );
}
