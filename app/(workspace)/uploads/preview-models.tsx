"use client";

import { type FormEvent, useState } from "react";
import { callApi } from "@/components/api/call-api";
import { useAction } from "@/components/api/use-action";
import { CostBetween } from "@/components/money/cost-between";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Input } from "@/components/ui/input";
import { Table, Td, Th, Tr } from "@/components/ui/table";
import { counted, formatCount } from "@/lib/spend/format-count";
import type { PreviewModel } from "./upload-preview";

const SHOWN = 12;

interface PreviewModelsProps {
  models: readonly PreviewModel[];
  canName: boolean;
  /** A name was given a meaning: the file has to be looked into again. */
  onNamed: () => void;
}

/** Models found in a file; of those nobody knows, which model they are can be said on the spot. */
export function PreviewModels({ models, canName, onNamed }: PreviewModelsProps) {
  return (
    <Table caption="Models in this file" toEdges className="text-sm">
      <thead>
        <Tr>
          <Th>Model</Th>
          <Th numeric className="hidden @xl:table-cell">
            Records
          </Th>
          <Th numeric className="hidden @xl:table-cell">
            Input
          </Th>
          <Th numeric className="hidden @xl:table-cell">
            Output
          </Th>
          <Th numeric>Cost</Th>
        </Tr>
      </thead>
      <tbody>
        {models.slice(0, SHOWN).map((model) => (
          <Tr key={`${model.provider}/${model.model}`}>
            <Td>
              <span className="font-mono text-xs wrap-anywhere">{model.model || "not stated"}</span>
              <span className="block text-xs text-muted tabular-nums @xl:hidden">
                {counted(model.records, "record")}, {formatCount(model.inputTokens)} tokens in,{" "}
                {formatCount(model.outputTokens)} out
              </span>
              {model.unpricedReason === "unknown_model" && canName && model.model && (
                <NameModel model={model} onNamed={onNamed} />
              )}
            </Td>
            <Td numeric className="hidden @xl:table-cell">
              {formatCount(model.records)}
            </Td>
            <Td numeric className="hidden @xl:table-cell">
              {formatCount(model.inputTokens)}
            </Td>
            <Td numeric className="hidden @xl:table-cell">
              {formatCount(model.outputTokens)}
            </Td>
            <Td numeric>
              {model.unpriced === model.records ? (
                <Badge variant="warning">
                  {model.unpricedReason === "unknown_model" ? "unknown model" : "unpriced"}
                </Badge>
              ) : (
                <CostBetween low={model.cost} high={model.costHigh} />
              )}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function NameModel({ model, onNamed }: { model: PreviewModel; onNamed: () => void }) {
  const [target, setTarget] = useState("");
  const { busy, problem, run } = useAction(async () => {
    const [provider = "", ...name] = target.split("/");
    const alias = { pattern: model.model, targetProvider: provider, targetModel: name.join("/") };
    await callApi("POST", "/api/v1/model-aliases", alias);
    onNamed();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void run();
  };
  return (
    <form onSubmit={submit} className="mt-1 flex flex-wrap items-center gap-2">
      <span className="w-40 @xl:w-64">
        <Input
          aria-label={`Which model is ${model.model}?`}
          placeholder="openai/gpt-4.1"
          pattern="[^/]+/.+"
          title="provider/model, such as openai/gpt-4.1"
          required
          value={target}
          onChange={(event) => setTarget(event.target.value)}
          className="h-8 text-sm"
        />
      </span>
      <Button type="submit" size="sm" busy={busy}>
        That’s it
      </Button>
      {problem && (
        <p role="alert" className="text-xs text-danger">
          {problem}
        </p>
      )}
    </form>
  );
}
