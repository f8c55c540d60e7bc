import { Field } from "@/components/ui/field";
import type { SentLimitsJson } from "@/lib/switch/scenarios/question-json";
import { CommittedInput } from "./committed-input";

const LIMITS = [
  { name: "tokensPerMinute", label: "Tokens per minute" },
  { name: "requestsPerMinute", label: "Requests per minute" },
] as const;

interface OwnLimitsProps {
  model: string;
  own: readonly SentLimitsJson[];
  change: (own: readonly SentLimitsJson[]) => void;
}

/** The organisation's own limits on a target, which are checked in place of a tier's. */
export function OwnLimits({ model, own, change }: OwnLimitsProps) {
  const isThis = (limits: SentLimitsJson) => limits.model === model && (limits.abovePromptTokens ?? null) === null;
  const stated = own.find(isThis) ?? { model };

  function set(name: (typeof LIMITS)[number]["name"], text: string) {
    const { [name]: _, ...rest } = stated;
    const value = Math.round(Number(text));
    const next: SentLimitsJson = text === "" || !(value >= 0) ? rest : { ...rest, [name]: value };
    const others = own.filter((limits) => !isThis(limits));
    change(next.tokensPerMinute == null && next.requestsPerMinute == null ? others : [...others, next]);
  }

  return (
    <fieldset className="mt-5 border-t border-line pt-4 print:hidden">
      <legend className="sr-only">Your own limits on {model}</legend>
      <p className="mb-2 text-sm text-muted">
        Limits of your own, if you have others than a tier’s: checked in place of it.
      </p>
      <div className="grid max-w-md grid-cols-2 gap-3">
        {LIMITS.map(({ name, label }) => (
          <Field key={name} label={label}>
            <CommittedInput
              type="number"
              min={0}
              value={stated[name] == null ? "" : String(stated[name])}
              commit={(text) => set(name, text)}
            />
          </Field>
        ))}
      </div>
    </fieldset>
  );
}
