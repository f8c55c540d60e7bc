"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState } from "react";
import { formatRate } from "@/components/catalogue/fact-text";
import { useFoundModels } from "@/components/catalogue/use-found-models";
import { hrefWith } from "@/components/filters/page-params";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Icon } from "@/components/ui/icon";
import { Input } from "@/components/ui/input";
import type { CatalogueEntry } from "@/lib/catalogue/catalogue-model";

interface ModelPickerProps {
  /** Id and name of the model whose place the choice takes; without one it is added. */
  replaces?: string;
  replacesName?: string;
  /** Ids of all columns. */
  ids: readonly string[];
  /** Of the page, as text. */
  params: string;
}

/** Chooses a model of the catalogue for a column; the choice is in the address. */
export function ModelPicker({ replaces, replacesName, ids, params }: ModelPickerProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState("");
  const { found, problem } = useFoundModels(open, search);
  const choices = found?.models.filter(({ id }) => !ids.includes(id)) ?? [];

  function close() {
    setOpen(false);
    setSearch("");
  }

  function choose(id: string) {
    const model = replaces ? ids.map((one) => (one === replaces ? id : one)) : [...ids, id];
    close();
    router.push(hrefWith("/compare", new URLSearchParams(params), { model }), { scroll: false });
  }

  function chooseFirst(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const [first] = choices;
    if (first) choose(first.id);
  }

  return (
    <>
      {replaces ? (
        <button
          type="button"
          onClick={() => setOpen(true)}
          aria-label={`Change ${replacesName}`}
          className="inline-flex h-7 items-center gap-1 rounded-md border border-line bg-surface px-2 text-xs font-medium hover:bg-sunken"
        >
          <span className="group-data-tight/compare:max-md:sr-only">Change</span>
          <Icon name="chevronDown" className="size-3" />
        </button>
      ) : (
        <Button size="sm" onClick={() => setOpen(true)}>
          <Icon name="plus" />
          Add a model
        </Button>
      )}
      <Dialog open={open} onClose={close} title={replaces ? `Instead of ${replacesName}` : "Add a model"}>
        <form onSubmit={chooseFirst}>
          <Input
            type="search"
            autoFocus
            aria-label="Search models"
            placeholder="Name, provider or id"
            value={search}
            maxLength={200}
            onChange={(event) => setSearch(event.target.value)}
          />
        </form>
        <div className="mt-3 h-80 overflow-y-auto" aria-busy={!found && !problem}>
          {problem && <p className="text-sm text-danger">{problem}</p>}
          <ul aria-label="Models found">
            {choices.map((model) => (
              <li key={model.id}>
                <button
                  type="button"
                  onClick={() => choose(model.id)}
                  className="flex w-full items-baseline justify-between gap-3 rounded-md px-2.5 py-2 text-left -outline-offset-2 hover:bg-sunken"
                >
                  <span className="min-w-0">
                    <span className="block font-medium">{model.name}</span>
                    <span className="block text-xs wrap-anywhere text-muted">{model.id}</span>
                  </span>
                  <span className="shrink-0 text-xs text-muted tabular-nums">{pricesOf(model)}</span>
                </button>
              </li>
            ))}
          </ul>
          <p role="status" className="px-2.5 py-2 text-sm text-muted">
            {found && choices.length === 0 && "No other model is called that."}
            {found &&
              found.total > found.models.length &&
              `${found.total - found.models.length} more: search to find them.`}
          </p>
        </div>
      </Dialog>
    </>
  );
}

function pricesOf({ input, output }: CatalogueEntry): string {
  return [input, output]
    .map((rate) => (rate === null ? "–" : formatRate(rate)))
    .join(" in · ")
    .concat(" out");
}
