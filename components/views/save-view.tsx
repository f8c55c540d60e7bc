"use client";

import { useRouter } from "next/navigation";
import { LONGEST_VIEW_NAME, type ViewPage } from "@/lib/spend/saved-view";
import { callApi } from "../api/call-api";
import { useAction } from "../api/use-action";
import { Checkbox } from "../ui/checkbox";
import { Dialog } from "../ui/dialog";
import { Field } from "../ui/field";
import { FormActions } from "../ui/form-actions";
import { Input } from "../ui/input";
import { toast } from "../ui/toast";
import { VIEW_PAGE_NAMES } from "./view-page-names";

interface SaveViewProps {
  open: boolean;
  onClose: () => void;
  page: ViewPage;
  query: string;
  canShare: boolean;
}

/** Saves what a page shows under a name. */
export function SaveView({ open, onClose, page, query, canShare }: SaveViewProps) {
  const router = useRouter();
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    const name = String(form.get("name"));
    await callApi("POST", "/api/v1/views", { name, page, query, shared: form.has("shared") });
    onClose();
    toast(`Saved as “${name.trim()}”.`);
    router.refresh();
  });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Save this view"
      description={`${VIEW_PAGE_NAMES[page]} with its period, filters and choices. A period such as “30 days” moves along with time.`}
    >
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label="Name" error={fields.name}>
          <Input name="name" required maxLength={LONGEST_VIEW_NAME} autoFocus />
        </Field>
        {canShare && (
          <Checkbox name="shared" label="Share it" hint="Everybody in the organisation sees it among their views." />
        )}
        <FormActions problem={problem ?? fields.query} onCancel={onClose} busy={busy} submit="Save" />
      </form>
    </Dialog>
  );
}
