"use client";

import { useRef } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { counted } from "@/lib/spend/format-count";
import { formatBytes } from "@/lib/usage/format-bytes";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import { MappingForm } from "./mapping-form";
import { PreviewSummary } from "./preview-summary";
import { ResultSummary } from "./result-summary";
import type { Upload, UploadState } from "./upload-result";
import { isOpen } from "./use-uploads";

interface UploadRowProps {
  upload: Upload;
  timeZone: string;
  canName: boolean;
  onLook: (mapping: CsvMapping | null) => Promise<void>;
  onConfirm: () => void;
  onCancel: () => void;
  onRetry: () => void;
}

/** One file: what it would bring, its progress while it is sent, then the result with every reason. */
export function UploadRow({ upload, timeZone, canName, onLook, onConfirm, onCancel, onRetry }: UploadRowProps) {
  const { file, state } = upload;
  const row = useRef<HTMLLIElement>(null);
  /** The button that is pressed goes away: the focus stays with the file. */
  const andStay = (act: () => void) => () => {
    row.current?.focus();
    act();
  };
  return (
    <li
      ref={row}
      tabIndex={-1}
      className="flex flex-col gap-2 border-b border-line px-4 py-3 -outline-offset-2 last:border-b-0 sm:px-5"
    >
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
        <p className="min-w-0 font-medium wrap-anywhere">
          {file.name} <span className="font-normal text-muted tabular-nums">{formatBytes(file.size)}</span>
        </p>
        <div className="flex items-center gap-2">
          <span role="status">
            <StateBadge state={state} />
          </span>
          {isOpen(state) && (
            <Button size="sm" onClick={andStay(onCancel)} aria-label={`Cancel ${file.name}`}>
              Cancel
            </Button>
          )}
          {(state.kind === "cancelled" || (state.kind === "failed" && !state.isLasting)) && (
            <Button size="sm" onClick={andStay(onRetry)} aria-label={`Try ${file.name} again`}>
              Try again
            </Button>
          )}
          {state.kind === "ready" && state.preview.format !== null && (
            <Button size="sm" variant="primary" onClick={andStay(onConfirm)} aria-label={`Upload ${file.name}`}>
              Upload
            </Button>
          )}
        </div>
      </div>
      {state.kind === "ready" && (state.preview.format === null || state.mapping) && state.preview.header && (
        <details open={state.preview.format === null}>
          <summary className={state.preview.format === null ? "hidden" : "text-sm font-medium"}>
            What its columns mean
          </summary>
          <div className="mt-2">
            <MappingForm preview={state.preview} mapping={state.mapping} onLook={onLook} />
          </div>
        </details>
      )}
      {state.kind === "ready" && state.preview.format !== null && (
        <PreviewSummary
          preview={state.preview}
          timeZone={timeZone}
          canName={canName}
          onNamed={() => onLook(state.mapping)}
        />
      )}
      {state.kind === "sending" && <Progress state={state} size={file.size} name={file.name} />}
      {state.kind === "failed" && (
        <p role="alert" className="text-sm text-danger">
          {state.message}
        </p>
      )}
      {state.kind === "cancelled" && <p className="text-sm text-muted">Cancelled; nothing of it was stored.</p>}
      {state.kind === "done" && <ResultSummary result={state.result} />}
    </li>
  );
}

function StateBadge({ state }: { state: UploadState }) {
  switch (state.kind) {
    case "looking":
      return <Badge>looking into it</Badge>;
    case "ready":
      return state.preview.format === null ? (
        <Badge variant="warning">columns unknown</Badge>
      ) : (
        <Badge variant="accent">{state.preview.format}</Badge>
      );
    case "waiting":
      return <Badge>waiting</Badge>;
    case "sending":
      return <Badge variant="accent">sending</Badge>;
    case "failed":
      return <Badge variant="danger">not taken</Badge>;
    case "cancelled":
      return <Badge>cancelled</Badge>;
    case "done":
      return state.result.rejected > 0 ? (
        <Badge variant="warning">
          {state.result.rejected === state.result.received ? "rejected" : "taken in part"}
        </Badge>
      ) : (
        <Badge variant="positive">done</Badge>
      );
  }
}

function Progress({
  state,
  size,
  name,
}: {
  state: Extract<UploadState, { kind: "sending" }>;
  size: number;
  name: string;
}) {
  const { sent, records, bytesPerSecond, secondsLeft } = state;
  const isSent = sent >= size;
  return (
    <div className="flex flex-col gap-1">
      <progress
        aria-label={`Progress of ${name}`}
        className="h-1.5 w-full appearance-none overflow-hidden rounded-full bg-sunken [&::-moz-progress-bar]:bg-accent [&::-webkit-progress-bar]:bg-sunken [&::-webkit-progress-value]:bg-accent [&:indeterminate]:animate-shimmer [&:indeterminate]:bg-accent [&:indeterminate::-webkit-progress-bar]:bg-accent"
        max={Math.max(1, size)}
        value={isSent ? undefined : sent}
      />
      <p className="text-sm text-muted tabular-nums">
        {isSent ? "Sent; storing" : `${formatBytes(sent)} of ${formatBytes(size)}`}
        {!isSent && bytesPerSecond > 0 && ` · ${formatBytes(bytesPerSecond)}/s`}
        {records > 0 && ` · ${counted(records, "record")} read`}
        {!isSent && secondsLeft !== null && secondsLeft > 1 && ` · ${timeLeft(secondsLeft)} left`}
      </p>
    </div>
  );
}

function timeLeft(seconds: number): string {
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
}
