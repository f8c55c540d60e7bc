import { Skeleton } from "@/components/ui/skeleton";

/** Holds the places of a model's parts. */
export default function ModelLoading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the model</span>
      <Skeleton className="mb-2 h-8 w-48" />
      <Skeleton className="mb-5 h-5 w-96 max-w-full" />
      <div className="flex flex-col gap-4">
        <Skeleton className="h-36 w-full" />
        <Skeleton className="h-96 w-full" />
        <Skeleton className="h-64 w-full" />
      </div>
    </div>
  );
}
