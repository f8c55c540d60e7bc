import { Skeleton } from "@/components/ui/skeleton";

/** Holds the places of the catalogue's parts. */
export default function ModelsLoading() {
  return (
    <div role="status">
      <span className="sr-only">Loading the models</span>
      <Skeleton className="mb-2 h-8 w-32" />
      <Skeleton className="mb-5 h-5 w-96 max-w-full" />
      <Skeleton className="mb-3 h-9 w-full" />
      <Skeleton className="mb-2 h-6 w-48" />
      <Skeleton className="h-[70dvh] w-full" />
    </div>
  );
}
