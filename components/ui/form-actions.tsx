import { Button } from "./button";
import { Notice } from "./notice";

interface FormActionsProps {
  /** What is wrong with the form as a whole, if anything is. */
  problem: string | null | undefined;
  onCancel: () => void;
  busy: boolean;
  /** What submitting does: "Add channel". */
  submit: string;
}

/** The end of a form in a dialog: what is wrong with it, giving it up, and submitting it. */
export function FormActions({ problem, onCancel, busy, submit }: FormActionsProps) {
  return (
    <div className="col-span-full flex flex-col gap-4">
      {problem && <Notice variant="error">{problem}</Notice>}
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {submit}
        </Button>
      </div>
    </div>
  );
}
