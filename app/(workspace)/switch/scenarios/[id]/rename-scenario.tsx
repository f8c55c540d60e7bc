"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ScenarioJson } from "@/lib/switch/scenarios/scenario";

/** Gives a scenario another name. */
export function RenameScenario({ scenario: { id, name } }: { scenario: Pick<ScenarioJson, "id" | "name"> }) {
  const router = useRouter();
  const form = useId();
  const [open, setOpen] = useState(false);
  const { busy, problem, fields, submit } = useAction<FormData>(async (entered) => {
    await callApi("PATCH", `/api/v1/scenarios/${id}`, { name: String(entered.get("name")) });
    setOpen(false);
    router.refresh();
  });
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        Rename
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Rename the scenario"
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" form={form} variant="primary" busy={busy}>
              Rename
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit}>
          <Field label="Name" error={fields.name ?? problem}>
            <Input name="name" required maxLength={200} defaultValue={name} />
          </Field>
        </form>
      </Dialog>
    </>
  );
}
