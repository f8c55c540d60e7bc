"use client";

import { Dialog } from "@/components/ui/dialog";
import { SHORTCUTS } from "./shortcuts";

/** The shortcuts there are. */
export function ShortcutList({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts">
      <dl className="grid grid-cols-[1fr_auto] gap-x-6 gap-y-2">
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={does} className="contents">
            <dt>{does}</dt>
            <dd className="text-right whitespace-nowrap">
              {keys.map((key) => (
                <kbd
                  key={key}
                  className="ml-1 inline-block min-w-6 rounded-sm border border-line-strong bg-sunken px-1.5 text-center font-mono text-xs leading-5"
                >
                  {key}
                </kbd>
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
