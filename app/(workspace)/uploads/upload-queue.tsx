"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FileDrop } from "@/components/ui/file-drop";
import { UploadRow } from "./upload-row";
import { isBeingSent, isOpen, useUploads } from "./use-uploads";

interface UploadQueueProps {
  timeZone: string;
  /** Whether the person may say which model a name means. */
  canName: boolean;
}

/** Takes files, shows what each would bring, and what became of it. */
export function UploadQueue({ timeZone, canName }: UploadQueueProps) {
  const { uploads, add, look, confirm, cancel, retry, clear } = useUploads();
  const isBusy = uploads.some((one) => isBeingSent(one.state));
  const ready = uploads.filter(({ state }) => state.kind === "ready" && state.preview.format !== null);

  useEffect(() => {
    if (!isBusy) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [isBusy]);

  return (
    <div className="flex flex-col gap-4">
      <FileDrop
        onFiles={add}
        hint="Provider exports, API responses, logs or your own CSV and JSON, also packed with gzip or several in a zip archive. You see what a file brings before it is taken, and sending one twice changes nothing."
      />
      {uploads.length > 0 && (
        <Card
          title="This visit"
          actions={
            <>
              {ready.length > 1 && (
                <Button size="sm" variant="primary" onClick={() => ready.forEach((one) => void confirm(one))}>
                  Upload all {ready.length}
                </Button>
              )}
              <Button size="sm" onClick={clear} disabled={uploads.every((one) => isOpen(one.state))}>
                Clear finished
              </Button>
            </>
          }
          flush
        >
          <ul aria-label="Files of this visit">
            {uploads.map((upload) => (
              <UploadRow
                key={upload.id}
                upload={upload}
                timeZone={timeZone}
                canName={canName}
                onLook={(mapping) => look(upload, mapping)}
                onConfirm={() => confirm(upload)}
                onCancel={() => cancel(upload.id)}
                onRetry={() => retry(upload)}
              />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
