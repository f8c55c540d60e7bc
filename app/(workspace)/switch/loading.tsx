import { Skeleton } from "@/components/ui/skeleton";

export default function Loading() {
  return (
    <div role="status" className="flex flex-col gap-4">
      <span className="sr-only">Loading</span>
      <Skeleton className="h-8 w-32" />
      <Skeleton className="h-44" />
      <Skeleton className="h-40" />
      <Skeleton className="h-96" />
    </div>
  );
}
