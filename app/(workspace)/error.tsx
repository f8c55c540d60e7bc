"use client";

import { PageError } from "@/components/ui/page-error";

export default function WorkspaceError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  return <PageError digest={error.digest} retry={retry} />;
}
