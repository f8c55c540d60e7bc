import { Skeleton } from "@/components/ui/skeleton";

/** Holds the places of the comparison's parts. */
export default function CompareLoading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the comparison</span>
      <Skeleton className="mb-2 h-8 w-40" />
      <Skeleton className="mb-5 h-5 w-96 max-w-full" />
      <Skeleton className="mb-3 h-8 w-80 max-w-full" />
      <Skeleton className="mb-px h-24 w-full" />
      <Skeleton className="h-[60dvh] w-full" />
    </div>
  );
}
