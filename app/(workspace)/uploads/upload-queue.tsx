"use client";

import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { FileDrop } from "@/components/ui/file-drop";
import { UploadRow } from "./upload-row";
import { isOpen, useUploads } from "./use-uploads";

/** Takes files and shows what becomes of each. */
export function UploadQueue() {
  const { uploads, add, cancel, clear } = useUploads();
  const isBusy = uploads.some((one) => isOpen(one.state));

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
        hint="Provider exports, API responses, logs or your own CSV and JSON; gzip too. Formats are recognised, sending a file twice changes nothing."
      />
      {uploads.length > 0 && (
        <Card
          title="This visit"
          actions={
            <Button size="sm" onClick={clear} disabled={uploads.every((one) => isOpen(one.state))}>
              Clear finished
            </Button>
          }
          flush
        >
          <ul aria-label="Files of this visit">
            {uploads.map((upload) => (
              <UploadRow key={upload.id} upload={upload} onCancel={() => cancel(upload.id)} />
            ))}
          </ul>
        </Card>
      )}
    </div>
  );
}
