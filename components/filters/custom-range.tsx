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
  label?: string;
  /** Parameters of the bounds, and those that give way to them. */
  names?: readonly [from: string, to: string];
  replaces?: readonly string[];
}

/** Takes a first and a last day. */
export function CustomRange({
  path,
  params,
  firstDay,
  lastDay,
  selected,
  label = "Dates",
  names = ["from", "to"],
  replaces = ["range"],
}: CustomRangeProps) {
  const router = useRouter();
  const [error, setError] = useState<string | null>(null);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [first, last] = [String(form.get("first")), String(form.get("last"))];
    if (last < first) return setError("The last day is before the first.");
    setError(null);
    const to = new Date(Date.parse(last) + 86_400_000).toISOString().slice(0, 10);
    const changes = Object.fromEntries(replaces.map((name) => [name, null]));
    const href = hrefWith(path, new URLSearchParams(params), { ...changes, [names[0]]: first, [names[1]]: to });
    router.push(href, { scroll: false });
  }

  return (
    <Menu
      align="end"
      button={
        <>
          <Icon name="calendar" />
          <span>{label}</span>
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
