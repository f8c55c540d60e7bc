"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { Button } from "../ui/button";
import { classNames } from "../ui/class-names";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { Menu } from "../ui/menu";
import { hrefWith } from "./page-params";

interface CustomRangeProps {
  path: string;
  /** Of the page, as text. */
  params: string;
  /** YYYY-MM-DD, both included. */
  firstDay: string;
  lastDay: string;
  selected: boolean;
}

/** Takes a first and a last day. */
export function CustomRange({ path, params, firstDay, lastDay, selected }: CustomRangeProps) {
  const router = useRouter();
  const [error, setError] = useState<string | null>(null);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [first, last] = [String(form.get("first")), String(form.get("last"))];
    if (last < first) return setError("The last day is before the first.");
    setError(null);
    const to = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    router.push(hrefWith(path, new URLSearchParams(params), { range: null, from: first, to }), { scroll: false });
  }

  return (
    <Menu
      align="end"
      button={
        <>
          <Icon name="calendar" />
          <span>Dates</span>
        </>
      }
      buttonClassName={classNames(
        "inline-flex h-8 items-center gap-1.5 border px-2.5 text-sm font-medium shadow-low",
        selected ? "border-accent bg-accent-soft text-accent" : "border-line bg-surface hover:bg-sunken",
      )}
    >
      <form onSubmit={apply} className="flex flex-col gap-3 p-2">
        <Field label="First day">
          <Input type="date" name="first" required defaultValue={firstDay} />
        </Field>
        <Field label="Last day" error={error}>
          <Input type="date" name="last" required defaultValue={lastDay} />
        </Field>
        <Button type="submit" variant="primary">
          Show
        </Button>
      </form>
    </Menu>
  );
}
