"use client";

import { Button } from "./button";
import { CopyButton } from "./copy-button";

interface SecretOnceProps {
  label: string;
  secret: string;
  note: string;
  onDone: () => void;
}

/** A key or link that can be seen and copied now and never again. */
export function SecretOnce({ label, secret, note, onDone }: SecretOnceProps) {
  return (
    <div className="flex flex-col gap-4">
      <p className="text-muted">{note}</p>
      <div className="flex items-center gap-2 rounded-md border border-line bg-sunken p-2">
        <output aria-label={label} className="min-w-0 flex-1 font-mono text-sm break-all">
          {secret}
        </output>
        <CopyButton text={secret} />
      </div>
      <div className="flex justify-end">
        <Button variant="primary" onClick={onDone}>
          Done
        </Button>
      </div>
    </div>
  );
}
