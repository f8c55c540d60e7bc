import { Skeleton } from "@/components/ui/skeleton";

/** Holds the places of the page's parts. */
export default function ChangesLoading() {
  return (
    <div role="status">
      <span className="sr-only">Looking what changed</span>
      <Skeleton className="mb-2 h-8 w-48" />
      <Skeleton className="mb-5 h-5 w-80 max-w-full" />
      <Skeleton className="mb-4 h-8 w-full max-w-xl" />
      <div className="flex flex-col gap-4">
        <Skeleton className="h-110 w-full" />
        <Skeleton className="h-96 w-full" />
      </div>
    </div>
  );
}
