"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Select } from "@/components/ui/select";

interface PrecedenceSelectProps {
  label: string;
  value: string;
  small?: boolean;
  /** Where what is chosen is said, and how. */
  path: string;
  bodyOf(chosen: string): unknown;
  /** The options. */
  children: ReactNode;
}

/** Says what counts where the same usage came in several ways; every figure follows. */
export function PrecedenceSelect({ label, value, small, path, bodyOf, children }: PrecedenceSelectProps) {
  const router = useRouter();
  const { busy, problem, run } = useAction(async (chosen: string) => {
    await callApi("POST", path, bodyOf(chosen));
    router.refresh();
  });
  return (
    <>
      <Select
        small={small}
        aria-label={label}
        value={value}
        disabled={busy}
        onChange={(event) => void run(event.target.value)}
      >
        {children}
      </Select>
      {problem && (
        <p role="alert" className="mt-1 text-xs text-danger">
          {problem}
        </p>
      )}
    </>
  );
}
