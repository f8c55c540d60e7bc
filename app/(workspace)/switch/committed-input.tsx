"use client";

import { type ComponentProps, useState } from "react";
import { Input } from "@/components/ui/input";

/** Text that counts once it is complete: when a listed choice is taken, on Enter, or when the field is left. */
export function CommittedInput({
  value,
  commit,
  ...rest
}: Omit<ComponentProps<"input">, "value" | "defaultValue" | "onChange"> & {
  value: string;
  commit: (text: string) => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const done = () => {
    if (draft !== null && draft.trim() !== value) commit(draft.trim());
    setDraft(null);
  };
  return (
    <Input
      {...rest}
      value={draft ?? value}
      autoComplete="off"
      onChange={(event) => {
        setDraft(event.target.value);
        // Browsers say so when a choice of the list was taken.
        const { inputType } = event.nativeEvent as InputEvent;
        if (inputType === "insertReplacementText" || inputType === undefined) commit(event.target.value.trim());
      }}
      onBlur={done}
      onKeyDown={(event) => event.key === "Enter" && done()}
    />
  );
}
