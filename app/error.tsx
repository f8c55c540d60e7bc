"use client";

import { PageError } from "@/components/ui/page-error";

export default function RootError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return (
    <main className="grid min-h-dvh place-items-center p-4">
      <PageError digest={error.digest} retry={retry} />
    </main>
  );
}
