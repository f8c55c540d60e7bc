"use client";

import { useRouter } from "next/navigation";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { toast } from "@/components/ui/toast-store";

export function NameForm({ name }: { name: string }) {
  const router = useRouter();
  const { busy, problem, fields, submit } = useAction(async (form: FormData) => {
    await callApi("PATCH", "/api/v1/profile", Object.fromEntries(form));
    toast("Saved.");
    router.refresh();
  });
  return (
    <form onSubmit={submit} className="flex max-w-md flex-col gap-4">
      <Field label="Name" error={fields.name}>
        <Input name="name" autoComplete="name" defaultValue={name} required maxLength={120} />
      </Field>
      {problem && <Notice variant="error">{problem}</Notice>}
      <div>
        <Button type="submit" variant="primary" busy={busy}>
          Save
        </Button>
      </div>
    </form>
  );
}
