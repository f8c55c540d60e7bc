"use client";

import { useEffect, useState } from "react";
import type { CatalogueEntry } from "@/lib/catalogue/catalogue-model";
import { callApi } from "../api/call-api";

/** So many models are listed; more words find the others. */
const MOST_LISTED = 30;
/** Time after the last key until a search is sent, in milliseconds. */
const PAUSE = 150;

interface Found {
  total: number;
  models: CatalogueEntry[];
}

/** Models that fit a search, asked for while the list is open. */
export function useFoundModels(open: boolean, search: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [problem, setProblem] = useState<string | null>(null);

  useEffect(() => {
    if (!open) return;
    let isLatest = true;
    const query = new URLSearchParams({ search, limit: String(MOST_LISTED) });
    const timer = setTimeout(() => {
      callApi<Found>("GET", `/api/v1/models?${query}`).then(
        (answer) => {
          if (!isLatest) return;
          setFound(answer);
          setProblem(null);
        },
        (error: Error) => isLatest && setProblem(error.message),
      );
    }, PAUSE);
    return () => {
      isLatest = false;
      clearTimeout(timer);
    };
  }, [open, search]);

  return { found, problem };
}
