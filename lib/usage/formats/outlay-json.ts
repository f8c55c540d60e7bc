import { completeRecord } from "../complete-record";
import { readNormalFormJson } from "../normal-form-json";
import { isObject, type JsonFormat, type JsonObject } from "./format";

/** Outlay's own format: one record in the normal form. */
export const outlayJson: JsonFormat = {
  name: "outlay-json",
  recognises: (value) =>
    value.object === undefined && (typeof value.model === "string" ? isOwn(value) : lacksModel(value)),
  open: (context) => ({
    read: (value) => {
      const parsed = readNormalFormJson(value);
      return "kind" in parsed ? parsed : completeRecord(parsed, context);
    },
  }),
};

function isOwn(value: JsonObject): boolean {
  return isObject(value.tokens) || (value.timestamp !== undefined && ("input" in value || "output" in value));
}

/** Whether it is a record of ours but for the name of the model, so that it can be told what is missing. */
function lacksModel({ model, tokens, timestamp, usage }: JsonObject): boolean {
  if ((model ?? null) !== null || usage !== undefined || timestamp === undefined) return false;
  return isObject(tokens) && ("input" in tokens || "output" in tokens);
}
