"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormActions } from "@/components/ui/form-actions";
import { Input } from "@/components/ui/input";
import type { RateLimitJson } from "@/lib/switch/rate-limits-json";

const MOST = 1_000_000_000_000;

interface LimitButtonProps {
  /** Ids of the catalogue's models, to choose from. */
  models?: readonly string[];
  /** The limit whose figures are to be changed. */
  changes?: RateLimitJson;
}

/** Adds a limit of the organisation's own on a model, or changes the figures of one. */
export function LimitButton({ models = [], changes }: LimitButtonProps) {
  const router = useRouter();
  const list = useId();
  const [open, setOpen] = useState(false);
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("POST", "/api/v1/rate-limits", {
      model: changes?.model ?? form.get("model"),
      abovePromptTokens: changes ? changes.abovePromptTokens : countIn(form, "abovePromptTokens"),
      tokensPerMinute: countIn(form, "tokensPerMinute"),
      requestsPerMinute: countIn(form, "requestsPerMinute"),
    });
    setOpen(false);
    router.refresh();
  });
  const count = (name: "tokensPerMinute" | "requestsPerMinute" | "abovePromptTokens") => (
    <Input
      name={name}
      type="number"
      min={name === "abovePromptTokens" ? 1 : 0}
      max={MOST}
      step={1}
      defaultValue={changes?.[name] ?? ""}
    />
  );
  return (
    <>
      <Button
        size="sm"
        {...(changes ? { "aria-label": `Change the limit on ${changes.model}` } : { variant: "primary" })}
        onClick={() => setOpen(true)}
      >
        {changes ? "Change" : "Add a limit"}
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title={changes ? `Change the limit on ${changes.model}` : "Your limit on a model"}
        description="What-ifs and scenarios that state no limits go by it from now on."
      >
        <form onSubmit={submit} className="grid gap-4 sm:grid-cols-2">
          {!changes && (
            <>
              <Field label="Model" error={fields.model}>
                <Input name="model" required maxLength={300} list={list} placeholder="openai/gpt-5" autoFocus />
              </Field>
              <Field label="Prompts above" hint="In tokens; empty: all prompts." error={fields.abovePromptTokens}>
                {count("abovePromptTokens")}
              </Field>
              <datalist id={list}>
                {models.map((id) => (
                  <option key={id} value={id} />
                ))}
              </datalist>
            </>
          )}
          <Field label="Tokens a minute" hint="Empty: not known." error={fields.tokensPerMinute}>
            {count("tokensPerMinute")}
          </Field>
          <Field label="Requests a minute" hint="Empty: not known." error={fields.requestsPerMinute}>
            {count("requestsPerMinute")}
          </Field>
          <FormActions
            problem={problem}
            onCancel={() => setOpen(false)}
            busy={busy}
            submit={changes ? "Change" : "Add"}
          />
        </form>
      </Dialog>
    </>
  );
}

function countIn(form: FormData, name: string): number | null {
  const text = String(form.get(name) ?? "").trim();
  return text === "" ? null : Number(text);
}
