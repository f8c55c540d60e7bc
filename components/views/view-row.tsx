"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { LONGEST_VIEW_NAME, type SavedView } from "@/lib/spend/saved-view";
import { callApi } from "../api/call-api";
import { useAction } from "../api/use-action";
import { Button } from "../ui/button";
import { Field } from "../ui/field";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { Notice } from "../ui/notice";
import { VIEW_PAGE_NAMES } from "./view-page-names";

interface ViewRowProps {
  view: SavedView;
  canShare: boolean;
  /** What is shown now and could be saved in the view; null where it is of another page or in it already. */
  shown: string | null;
}

/** One view that can be changed. */
export function ViewRow({ view, canShare, shown }: ViewRowProps) {
  const router = useRouter();
  const [name, setName] = useState(view.name);
  const [isAsking, setAsking] = useState(false);
  const path = `/api/v1/views/${view.id}`;
  const { busy, problem, fields, run } = useAction(async (changes: object | "delete") => {
    await (changes === "delete" ? callApi("DELETE", path) : callApi("PATCH", path, changes));
    router.refresh();
  });
  if (isAsking) {
    return (
      <li className="flex flex-wrap items-center justify-between gap-2 py-3">
        <p>
          Delete “{view.name}”?{view.shared && " It goes for everybody it is shared with."}
        </p>
        <span className="flex gap-2">
          <Button size="sm" autoFocus onClick={() => setAsking(false)}>
            Keep it
          </Button>
          <Button size="sm" variant="danger" busy={busy} onClick={() => void run("delete")}>
            Delete
          </Button>
        </span>
        {problem && <Notice variant="error">{problem}</Notice>}
      </li>
    );
  }
  return (
    <li className="flex flex-col gap-2 py-3">
      <form
        className="flex items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void run({ name });
        }}
      >
        <Field label={`Name of “${view.name}”`} hideLabel error={fields.name} className="flex-1">
          <Input
            value={name}
            required
            maxLength={LONGEST_VIEW_NAME}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        <Button type="submit" busy={busy} disabled={name.trim() === "" || name.trim() === view.name}>
          Rename
        </Button>
        <Button variant="quiet" aria-label={`Delete “${view.name}”`} onClick={() => setAsking(true)}>
          <Icon name="trash" />
        </Button>
      </form>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 text-sm text-muted">
        <span>
          {VIEW_PAGE_NAMES[view.page]}
          {view.shared ? (view.mine ? ", shared by you" : ", shared by somebody else") : ", yours alone"}
        </span>
        {canShare && (
          <Button variant="quiet" size="sm" onClick={() => void run({ shared: !view.shared })}>
            {view.shared ? "Stop sharing" : "Share"}
            <span className="sr-only"> “{view.name}”</span>
          </Button>
        )}
        {shown !== null && (
          <Button variant="quiet" size="sm" onClick={() => void run({ query: shown })}>
            Save what is shown now in it
          </Button>
        )}
      </div>
      {problem && <Notice variant="error">{problem}</Notice>}
    </li>
  );
}
