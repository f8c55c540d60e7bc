"use client";

import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { Icon } from "./icon";

interface FileDropProps {
  onFiles: (files: File[]) => void;
  /** What can be dropped here. */
  hint?: ReactNode;
  /** As of <input type="file">. */
  accept?: string;
  multiple?: boolean;
  disabled?: boolean;
}

/** Takes files by drag and drop or through the browser's own dialog. */
export function FileDrop({ onFiles, hint, accept, multiple = true, disabled = false }: FileDropProps) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);

  function take(list: FileList | null) {
    const files = [...(list ?? [])];
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1));
  }

  /** Takes what was chosen; the same file can be chosen again. */
  function takeChosen(chosen: HTMLInputElement) {
    take(chosen.files);
    chosen.value = "";
  }

  // biome-ignore lint/correctness/useExhaustiveDependencies: what was chosen before the page's code ran is taken once.
  useEffect(() => {
    if (input.current?.files?.length) takeChosen(input.current);
  }, []);

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  }

  return (
    <section
      aria-label="Drop files here"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        // Moving onto a child is no leaving.
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={onDrop}
      className={classNames(
        "flex flex-col items-center rounded-lg border border-dashed px-4 py-8 text-center transition-colors",
        over ? "border-accent bg-accent-soft" : "border-line-strong bg-surface",
        disabled && "opacity-55",
      )}
    >
      <Icon name="uploads" className="mb-3 size-6 text-muted" />
      <p className="font-medium">{multiple ? "Drop files here" : "Drop a file here"}</p>
      {hint && <div className="mt-1 max-w-md text-sm text-muted">{hint}</div>}
      <Button size="sm" disabled={disabled} className="mt-4" onClick={() => input.current?.click()}>
        {multiple ? "Choose files" : "Choose a file"}
      </Button>
      <input
        ref={input}
        type="file"
        aria-label={multiple ? "Files" : "File"}
        tabIndex={-1}
        className="sr-only"
        accept={accept}
        multiple={multiple}
        disabled={disabled}
        onChange={(event) => takeChosen(event.target)}
      />
    </section>
  );
}
