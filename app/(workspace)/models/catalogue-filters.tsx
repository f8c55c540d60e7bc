"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef, useTransition } from "react";
import { factName, formatRate } from "@/components/catalogue/fact-text";
import { hrefWith } from "@/components/filters/page-params";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { formatCount } from "@/lib/spend/format-count";
import { type CatalogueView, CONTEXT_CHOICES, PRICE_CHOICES, STATUS_CHOICES } from "./catalogue-view";

/** Time after the last key until a search is sent, in milliseconds. */
const PAUSE = 250;

interface CatalogueFiltersProps {
  /** Of the page, as text. */
  params: string;
  view: CatalogueView;
  providers: readonly string[];
  features: readonly string[];
}

/** Chooses which models the catalogue shows; every choice is in the address. */
export function CatalogueFilters({ params, view, providers, features }: CatalogueFiltersProps) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [pending, startTransition] = useTransition();

  function apply() {
    clearTimeout(timer.current);
    if (!form.current) return;
    const entered = [...new FormData(form.current)].map(([name, value]) => [name, String(value).trim() || null]);
    const href = hrefWith("/models", new URLSearchParams(params), { ...Object.fromEntries(entered), page: null });
    startTransition(() => router.replace(href, { scroll: false }));
  }

  function onChange(event: FormEvent<HTMLFormElement>) {
    clearTimeout(timer.current);
    if (event.target instanceof HTMLSelectElement) apply();
    else timer.current = setTimeout(apply, PAUSE);
  }

  return (
    <search>
      <form
        ref={form}
        action="/models"
        onChange={onChange}
        onSubmit={(event) => {
          event.preventDefault();
          apply();
        }}
        className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-[minmax(0,2fr)_repeat(5,minmax(0,1fr))]"
      >
        <div className="relative col-span-full lg:col-span-1">
          <Field label="Search" hideLabel>
            <Input
              type="search"
              name="search"
              placeholder="Search by name, provider or id"
              maxLength={200}
              autoComplete="off"
              defaultValue={view.search}
            />
          </Field>
          {pending && (
            <span className="pointer-events-none absolute top-2.5 right-9 text-muted">
              <Spinner />
            </span>
          )}
        </div>
        <Field label="Provider" hideLabel>
          <Select name="provider" defaultValue={view.provider ?? ""} className="w-full">
            <option value="">All providers</option>
            {providers.map((provider) => (
              <option key={provider}>{provider}</option>
            ))}
          </Select>
        </Field>
        <Field label="Price of input" hideLabel>
          <Select name="price" defaultValue={view.maxPrice ?? ""} className="w-full">
            <option value="">Any price</option>
            {PRICE_CHOICES.map((price) => (
              <option key={price} value={price}>
                Input up to {formatRate(price)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Context window" hideLabel>
          <Select name="context" defaultValue={view.minContext ?? ""} className="w-full">
            <option value="">Any context</option>
            {CONTEXT_CHOICES.map((size) => (
              <option key={size} value={size}>
                {formatCount(size, { compact: true })} or more
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Feature" hideLabel>
          <Select name="feature" defaultValue={view.feature ?? ""} className="w-full">
            <option value="">Any features</option>
            {features.map((feature) => (
              <option key={feature} value={feature}>
                {factName(feature)}
              </option>
            ))}
          </Select>
        </Field>
        <Field label="Status" hideLabel>
          <Select name="status" defaultValue={view.status ?? ""} className="w-full">
            <option value="">Any status</option>
            {Object.entries(STATUS_CHOICES).map(([status, label]) => (
              <option key={status} value={status}>
                {label}
              </option>
            ))}
          </Select>
        </Field>
        <span role="status" className="sr-only">
          {pending ? "Searching" : ""}
        </span>
      </form>
    </search>
  );
}
