"use client";

import { useRouter } from "next/navigation";
import { useId, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast-store";
import type { SwitchQuestionJson } from "@/lib/switch/scenarios/question-json";
import { moveText } from "@/lib/switch/scenarios/scenarios-to-csv";

/** Keeps the question under a name. */
export function SaveScenario({ question }: { question: SwitchQuestionJson }) {
  const router = useRouter();
  const form = useId();
  const [open, setOpen] = useState(false);
  const { busy, problem, fields, submit } = useAction<FormData>(async (entered) => {
    const { rankingLimit: _ofThePage, ...kept } = question;
    await callApi("POST", "/api/v1/scenarios", { name: String(entered.get("name")), question: kept });
    setOpen(false);
    toast("The scenario is kept.");
    router.refresh();
  });
  return (
    <>
      <Button size="sm" className="print:hidden" onClick={() => setOpen(true)}>
        Save as a scenario
      </Button>
      <Dialog
        open={open}
        onClose={() => setOpen(false)}
        title="Save as a scenario"
        description={
          question.range
            ? "The period moves along with time: run it again and it says what changed."
            : "The dates stay as they are."
        }
        footer={
          <>
            <Button onClick={() => setOpen(false)}>Cancel</Button>
            <Button type="submit" form={form} variant="primary" busy={busy}>
              Save
            </Button>
          </>
        }
      >
        <form id={form} onSubmit={submit}>
          <Field label="Name" error={fields.name}>
            <Input name="name" required maxLength={200} defaultValue={proposedName(question)} />
          </Field>
        </form>
        {(problem || (Object.keys(fields).length > 0 && !fields.name)) && (
          <Notice variant="error" className="mt-4">
            {problem ?? Object.values(fields)[0]}
          </Notice>
        )}
      </Dialog>
    </>
  );
}

function proposedName({ moves }: SwitchQuestionJson): string {
  const [first, ...others] = moves;
  if (!first) return "";
  const text = moveText({ fromModel: null, toServiceTier: null, share: 1, ...first });
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${others.length > 0 ? ` and ${others.length} more` : ""}`.slice(
    0,
    200,
  );
}
