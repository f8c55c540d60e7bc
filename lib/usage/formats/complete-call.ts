import { completeRecord, timeOfCall, UNSTATED, wrongTimeOfCall } from "../complete-record";
import { printOf } from "../identity";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { type ReadContext, type Reading, reject, textOf } from "./format";
import { type FoundResponse, requestedModelOf } from "./found-response";

/** What a response says of a call, besides what its log does. */
export interface SaidOfCall {
  id: string | null;
  /** When it was, as the response states it; undefined where it does not. */
  time: unknown;
  provider: string | null;
  endpoint: string;
  tokens: TokenCounts;
  calls?: Readonly<Record<string, number>>;
  uncertainties?: readonly Uncertainty[];
}

/** The record of a response that may leave it to the log around it to say which model answered, and when. */
export function completeCall({ response, around }: FoundResponse, said: SaidOfCall, context: ReadContext): Reading {
  const model = textOf(response.model) ?? around.requestedModel;
  if (model === null)
    return reject(
      "request.model",
      "missing",
      "this response does not name its model: the log around it has to, as model",
    );
  const wrongTime = wrongTimeOfCall({ created: said.time, time: around.time });
  if (wrongTime) return wrongTime;
  const uncertainties = [...(said.uncertainties ?? [])];
  const id = said.id ?? around.id;
  const record = {
    ...UNSTATED,
    id,
    timestamp: timeOfCall([said.time, around.time], uncertainties, context),
    provider: around.provider ?? said.provider,
    model,
    serviceTier: around.serviceTier,
    endpoint: said.endpoint,
    project: around.project,
    apiKey: around.apiKey,
    user: around.user,
    tags: around.tags,
    tokens: said.tokens,
    calls: said.calls ?? {},
    uncertainties,
    reported: requestedModelOf(around, model),
  };
  return completeRecord(record, context, id === null ? printOf(response) : null);
}
