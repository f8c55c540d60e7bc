"use client";

import { useRouter } from "next/navigation";
import { useId, useTransition } from "react";
import { Select } from "../ui/select";
import { hrefWith } from "./page-params";

interface ParamSelectProps {
  label: string;
  path: string;
  /** Of the page, as text. */
  params: string;
  /** The choices by what they change in the address. */
  options: readonly { label: string; changes: Readonly<Record<string, string | null>>; selected: boolean }[];
  className?: string;
  /** As low as the buttons of a card, its label for screen readers only: the choices speak for themselves. */
  small?: boolean;
}

/** A list of choices that are kept in the URL. */
export function ParamSelect({ label, path, params, options, className, small = false }: ParamSelectProps) {
  const router = useRouter();
  const id = useId();
  const [pending, startTransition] = useTransition();
  return (
    <span className={className}>
      <label htmlFor={id} className={small ? "sr-only" : "mb-1 block text-xs font-medium text-muted"}>
        {label}
      </label>
      <Select
        id={id}
        small={small}
        className="w-full"
        aria-busy={pending || undefined}
        value={String(options.findIndex(({ selected }) => selected))}
        onChange={(event) => {
          const changes = options[Number(event.target.value)]?.changes ?? {};
          startTransition(() => router.push(hrefWith(path, new URLSearchParams(params), changes), { scroll: false }));
        }}
      >
        {options.map((option, index) => (
          <option key={option.label} value={index}>
            {option.label}
          </option>
        ))}
      </Select>
    </span>
  );
}
