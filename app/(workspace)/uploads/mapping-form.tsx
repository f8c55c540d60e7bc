"use client";

import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Notice } from "@/components/ui/notice";
import { Select } from "@/components/ui/select";
import { timeZones } from "@/lib/spend/time-zones";
import { type CsvMapping, MAPPED_FIELDS, type MappedField } from "@/lib/usage/mapping/csv-mapping";
import { MappingEvidence } from "./mapping-evidence";
import type { UploadPreview } from "./upload-preview";

const LABELS: Readonly<Record<MappedField, string>> = {
  timestamp: "Time",
  endTimestamp: "End of the period",
  model: "Model",
  provider: "Provider",
  input: "Input tokens",
  cacheRead: "Cached input tokens",
  cacheWrite: "Tokens written to the cache",
  output: "Output tokens",
  reasoning: "Reasoning tokens",
  requests: "Number of requests",
  id: "Id of the request",
  project: "Project",
  apiKey: "API key",
  user: "User",
  serviceTier: "Service tier",
  region: "Region",
  endpoint: "Endpoint",
  cost: "Cost, as the file states it",
};
const REQUIRED: readonly MappedField[] = ["timestamp"];

interface MappingFormProps {
  preview: UploadPreview;
  /** What the file was read by; null before it has been. */
  mapping: CsvMapping | null;
  onLook: (mapping: CsvMapping) => Promise<void>;
}

/** What the columns of an unknown CSV file mean: what Outlay found, for a person to confirm or change. */
export function MappingForm({ preview, mapping, onLook }: MappingFormProps) {
  const [proposal] = useState(preview.proposal);
  const [said, setSaid] = useState<CsvMapping | null>(mapping ?? preview.proposal?.mapping ?? null);
  const [busy, setBusy] = useState(false);
  if (!said || !preview.header) return null;
  const { conventions, constants } = said;
  const column = (field: MappedField, name: string) => {
    const { [field]: _, ...others } = said.columns;
    setSaid({ ...said, columns: name === "" ? others : { ...others, [field]: name } });
  };
  const convention = (changed: Partial<CsvMapping["conventions"]>) =>
    setSaid({ ...said, conventions: { ...conventions, ...changed } });

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await onLook(said as CsvMapping).finally(() => setBusy(false));
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-4 text-sm">
      {mapping === null && (
        <Notice variant="info" title="Outlay does not know these columns">
          {Object.keys(said.columns).length > 0
            ? "Below is what they probably mean. Confirm or change it; it is remembered for files with the same columns."
            : "Nor can it tell what they mean. If this is a table of usage, say so below; it is remembered for files with the same columns."}
        </Notice>
      )}
      <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 font-medium">Columns</legend>
        {MAPPED_FIELDS.map((field) => (
          <Field key={field} label={LABELS[field]}>
            <Select
              className="w-full"
              required={REQUIRED.includes(field)}
              value={said.columns[field] ?? ""}
              onChange={(event) => column(field, event.target.value)}
            >
              <option value="">no column</option>
              {preview.header?.map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
            </Select>
          </Field>
        ))}
        {!said.columns.provider && (
          <Field label="Provider of every row" hint="Leave it empty if you do not know.">
            <Input
              value={constants.provider ?? ""}
              placeholder="openai"
              onChange={({ target }) =>
                setSaid({ ...said, constants: { ...constants, provider: target.value || undefined } })
              }
            />
          </Field>
        )}
      </fieldset>
      <fieldset className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        <legend className="mb-2 font-medium">How the file writes what it says</legend>
        <Field label="Cached tokens">
          <Select
            className="w-full"
            value={conventions.cache}
            onChange={({ target }) => convention({ cache: target.value as "inside" | "outside" })}
          >
            <option value="inside">are part of the input column</option>
            <option value="outside">stand beside the input column</option>
          </Select>
        </Field>
        <Field label="A 1 in a token column is">
          <Select
            className="w-full"
            value={conventions.unit}
            onChange={({ target }) => convention({ unit: Number(target.value) as 1 | 1000 | 1_000_000 })}
          >
            <option value={1}>one token</option>
            <option value={1000}>a thousand tokens</option>
            <option value={1_000_000}>a million tokens</option>
          </Select>
        </Field>
        <Field label="Numbers are written">
          <Select
            className="w-full"
            value={`${conventions.decimal}${conventions.thousands}`}
            onChange={({ target }) =>
              convention({
                decimal: target.value[0] as "." | ",",
                thousands: (target.value[1] ?? "") as CsvMapping["conventions"]["thousands"],
              })
            }
          >
            <option value=".">1234.5</option>
            <option value=".,">1,234.5</option>
            <option value=".'">1’234.5</option>
            <option value=",">1234,5</option>
            <option value=",.">1.234,5</option>
            <option value=", ">1 234,5</option>
          </Select>
        </Field>
        <Field label="Dates such as 03/04/2026">
          <Select
            className="w-full"
            value={conventions.dates}
            onChange={({ target }) => convention({ dates: target.value as "day-first" | "month-first" })}
          >
            <option value="month-first">begin with the month</option>
            <option value="day-first">begin with the day</option>
          </Select>
        </Field>
        <Field label="Times without an offset are of">
          <Select
            className="w-full"
            value={conventions.timeZone}
            onChange={({ target }) => convention({ timeZone: target.value })}
          >
            {timeZones().map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </Select>
        </Field>
      </fieldset>
      {proposal && proposal.evidence.length > 0 && <MappingEvidence evidence={proposal.evidence} />}
      {preview.format === null && mapping !== null && <Notice variant="error">{preview.problem}</Notice>}
      <div>
        <Button type="submit" variant={preview.format === null ? "primary" : "secondary"} size="sm" busy={busy}>
          {preview.format === null ? "Read the file like this" : "Read it again"}
        </Button>
      </div>
    </form>
  );
}
