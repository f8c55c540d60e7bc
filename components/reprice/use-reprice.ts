"use client";

import { useEffect, useState } from "react";
import type { RepriceJson } from "@/lib/spend/reprice";
import { ApiFailure, callApi } from "../api/call-api";

/** Time between two looks at a reprice that is under way, in milliseconds. */
const PAUSE = 700;
const UNDER_WAY: readonly RepriceJson["status"][] = ["previewing", "applying", "reverting"];

/** Whether something is being worked out or changed. */
export function isUnderWay({ status }: Pick<RepriceJson, "status">): boolean {
  return UNDER_WAY.includes(status);
}

/** A reprice that is begun by this page, or known to it, and followed until it is done. */
export function useReprice(initial: RepriceJson | null = null) {
  const [reprice, setReprice] = useState(initial);
  const [failure, setFailure] = useState<ApiFailure | null>(null);
  const [sending, setSending] = useState(false);

  useEffect(() => {
    if (!reprice || !isUnderWay(reprice)) return;
    const timer = setTimeout(() => {
      callApi<RepriceJson>("GET", `/api/v1/reprices/${reprice.id}`).then(setReprice, (error: ApiFailure) =>
        setFailure(error),
      );
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [reprice]);

  async function send(path: string, body: unknown = {}): Promise<void> {
    setSending(true);
    setFailure(null);
    try {
      setReprice(await callApi<RepriceJson>("POST", path, body));
    } catch (error) {
      setFailure(error instanceof ApiFailure ? error : new ApiFailure(0, "unexpected", "Something went wrong."));
    } finally {
      setSending(false);
    }
  }

  /** Forgets a preview, here and on the server. */
  function discard(): void {
    if (reprice && (reprice.status === "previewing" || reprice.status === "previewed"))
      void callApi("DELETE", `/api/v1/reprices/${reprice.id}`).catch(() => undefined);
    setReprice(null);
    setFailure(null);
  }

  return { reprice, failure, sending, send, discard };
}
