import { Button } from "./button";
import { classNames } from "./class-names";

interface FormActionsProps {
  onCancel: () => void;
  busy: boolean;
  /** What submitting does: "Add channel". */
  submit: string;
  className?: string;
}

/** The end of a form in a dialog: giving it up, and submitting it. */
export function FormActions({ onCancel, busy, submit, className }: FormActionsProps) {
  return (
    <div className={classNames("flex justify-end gap-2", className)}>
      <Button onClick={onCancel}>Cancel</Button>
      <Button type="submit" variant="primary" busy={busy}>
        {submit}
      </Button>
    </div>
  );
}
