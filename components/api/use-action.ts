"use client";

import { type FormEvent, useState } from "react";
import { ApiFailure } from "./call-api";

/**
 * Runs something that calls the API: whether it runs, what went wrong, and what to say beside which field. `submit` makes
 * it the action of a form.
 */
export function useAction<Input = void>(action: (input: Input) => Promise<void>) {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<ApiFailure | null>(null);

  async function run(input: Input): Promise<void> {
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await action(input);
    } catch (error) {
      setFailure(
        error instanceof ApiFailure ? error : new ApiFailure(0, "unexpected", "Something went wrong. Try again."),
      );
    } finally {
      setBusy(false);
    }
  }

  /** Handler for forms whose action takes their fields. */
  function submit(this: void, event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    void run(new FormData(event.currentTarget) as Input);
  }

  const fields = failure?.fields ?? {};
  /** What to say where no field is at fault. */
  const problem = failure && Object.keys(fields).length === 0 ? failure.message : null;
  return { busy, problem, fields, failure, run, submit };
}
