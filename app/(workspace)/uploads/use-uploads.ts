"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import { callApi } from "@/components/api/call-api";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import { sendFile } from "./send-file";
import { askPreview } from "./upload-preview";
import type { Upload, UploadState } from "./upload-result";

const ASK_EVERY_MS = 1000;

/** The queue of files: looks into each, sends those that are confirmed one after another, tells how far each is, and shows the list anew after each. */
export function useUploads() {
  const router = useRouter();
  const [uploads, setUploads] = useState<readonly Upload[]>([]);
  const running = useRef<{ id: number; abort: AbortController } | null>(null);
  const nextId = useRef(1);

  function change(id: number, state: UploadState | ((before: UploadState) => UploadState)) {
    setUploads((all) =>
      all.map((one) =>
        one.id === id ? { ...one, state: typeof state === "function" ? state(one.state) : state } : one,
      ),
    );
  }

  function add(files: readonly File[]) {
    const added = files.map((file) => ({ id: nextId.current++, file, state: { kind: "looking" } as const }));
    setUploads((all) => [...all, ...added]);
    for (const upload of added) void look(upload, null);
  }

  /** Looks into a file, which a mapping says how to read if no format does. */
  async function look({ id, file }: Pick<Upload, "id" | "file">, mapping: CsvMapping | null): Promise<void> {
    try {
      const preview = await askPreview(file, mapping);
      const isReadable = preview.format !== null || preview.proposal !== null;
      change(
        id,
        isReadable
          ? { kind: "ready", preview, mapping }
          : { kind: "failed", message: preview.problem ?? "", isLasting: true },
      );
    } catch (error) {
      change(id, { kind: "failed", message: (error as Error).message });
    }
  }

  /** Sends a file that was looked into; the mapping it was read by is remembered for its header. */
  async function confirm({ id, state }: Upload): Promise<void> {
    if (state.kind !== "ready" || state.preview.format === null) return;
    const { mapping, preview } = state;
    try {
      if (mapping) await callApi("POST", "/api/v1/csv-mappings", { header: preview.header, mapping });
      change(id, { kind: "waiting" });
    } catch (error) {
      change(id, { kind: "failed", message: (error as Error).message });
    }
  }

  /** Takes up again what was cancelled or failed. */
  function retry(upload: Upload) {
    change(upload.id, { kind: "looking" });
    void look(upload, null);
  }

  function cancel(id: number) {
    if (running.current?.id === id) running.current.abort.abort();
    else change(id, { kind: "cancelled" });
  }

  const next = uploads.find((one) => one.state.kind === "waiting");
  const isSending = uploads.some((one) => one.state.kind === "sending");

  // biome-ignore lint/correctness/useExhaustiveDependencies: starts the next file when none is being sent.
  useEffect(() => {
    if (!next || isSending) return;
    const abort = new AbortController();
    running.current = { id: next.id, abort };
    void send(next, abort).finally(() => {
      running.current = null;
      router.refresh();
    });
  }, [next?.id, isSending]);

  async function send({ id, file }: Upload, abort: AbortController): Promise<void> {
    const started = performance.now();
    change(id, { kind: "sending", sent: 0, records: 0, secondsLeft: null, bytesPerSecond: 0 });
    const asking = setInterval(() => void askRecords(file.name).then((records) => update({ records })), ASK_EVERY_MS);
    const update = (seen: { sent?: number; records?: number | null }) =>
      change(id, (before) => {
        if (before.kind !== "sending") return before;
        const sent = seen.sent ?? before.sent;
        const bytesPerSecond = (sent / (performance.now() - started)) * 1000;
        const secondsLeft = bytesPerSecond > 0 ? (file.size - sent) / bytesPerSecond : null;
        return { kind: "sending", sent, records: seen.records ?? before.records, secondsLeft, bytesPerSecond };
      });
    try {
      const result = await sendFile(file, (sent) => update({ sent: Math.min(sent, file.size) }), abort.signal);
      change(id, { kind: "done", result });
    } catch (error) {
      change(id, abort.signal.aborted ? { kind: "cancelled" } : { kind: "failed", message: (error as Error).message });
    } finally {
      clearInterval(asking);
    }
  }

  return {
    uploads,
    add,
    look,
    confirm,
    cancel,
    retry,
    clear: () => setUploads((all) => all.filter((one) => isOpen(one.state))),
  };
}

/** Whether a file is not dealt with yet. */
export function isOpen({ kind }: UploadState): boolean {
  return kind === "looking" || kind === "ready" || isBeingSent({ kind });
}

/** Whether a file is about to be sent or being sent. */
export function isBeingSent({ kind }: { kind: UploadState["kind"] }): boolean {
  return kind === "waiting" || kind === "sending";
}

/** How many records the server has read of the file that is being sent; null when it does not say. */
async function askRecords(source: string): Promise<number | null> {
  const { batches } = await callApi<{ batches: { status: string; source: string; received: number }[] }>(
    "GET",
    "/api/v1/batches?limit=5",
  ).catch(() => ({ batches: [] }));
  return batches.find((one) => one.status === "receiving" && one.source === source)?.received ?? null;
}
