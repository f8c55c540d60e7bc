import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import type { SentLimitsJson } from "@/lib/switch/scenarios/question-json";
import type { OwnLimits as OwnLimitsOfModel } from "@/lib/switch/switch-question";
import { CommittedInput } from "./committed-input";
import { KeepLimits } from "./keep-limits";

const LIMITS = [
  { name: "tokensPerMinute", label: "Tokens per minute" },
  { name: "requestsPerMinute", label: "Requests per minute" },
] as const;

interface OwnLimitsProps {
  model: string;
  stated: readonly SentLimitsJson[] | undefined;
  kept: readonly OwnLimitsOfModel[];
  mayKeep: boolean;
  change: (own: readonly SentLimitsJson[] | undefined) => void;
}

/** Limits of one's own on a target: those kept with the organisation, until others are stated for this question. */
export function OwnLimits({ model, stated, kept, mayKeep, change }: OwnLimitsProps) {
  const all = stated ?? kept;
  const isThis = (limits: SentLimitsJson) => limits.model === model && (limits.abovePromptTokens ?? null) === null;
  const own: SentLimitsJson = all.find(isThis) ?? { model };

  function set(name: (typeof LIMITS)[number]["name"], text: string) {
    const { [name]: _, ...rest } = own;
    const value = Math.round(Number(text));
    const next: SentLimitsJson = text === "" || !(value >= 0) ? rest : { ...rest, [name]: value };
    const others = all.filter((limits) => !isThis(limits));
    const isEmpty = next.tokensPerMinute == null && next.requestsPerMinute == null;
    const states = isEmpty ? others : [...others, next];
    // Of nothing kept, nothing stated is the same question as before.
    change(states.length === 0 && kept.length === 0 ? undefined : states);
  }

  const isKept = stated === undefined && kept.some(isThis);
  return (
    <fieldset className="mt-5 border-t border-line pt-4 print:hidden">
      <legend className="sr-only">Your own limits on {model}</legend>
      <p className="mb-2 text-sm text-muted">
        {isKept
          ? "Limits of your own, as they are kept in Settings. Other figures here are for this question alone."
          : "Limits of your own, if you have others than a tier’s: checked in place of it."}
      </p>
      <div className="grid max-w-md grid-cols-2 gap-3">
        {LIMITS.map(({ name, label }) => (
          <Field key={name} label={label}>
            <CommittedInput
              type="number"
              min={0}
              value={own[name] == null ? "" : String(own[name])}
              commit={(text) => set(name, text)}
            />
          </Field>
        ))}
      </div>
      {stated !== undefined && (
        <div className="mt-3 flex flex-wrap items-start gap-2">
          {mayKeep && all.some(isThis) && <KeepLimits limits={own} kept={() => change(undefined)} />}
          {kept.length > 0 && (
            <Button size="sm" variant="quiet" onClick={() => change(undefined)}>
              Back to those in Settings
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}
