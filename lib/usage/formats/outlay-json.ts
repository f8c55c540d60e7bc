import { completeRecord } from "../complete-record";
import { readNormalFormJson } from "../normal-form-json";
import { isObject, type JsonFormat } from "./format";

/** Outlay's own format: one record in the normal form. */
export const outlayJson: JsonFormat = {
  name: "outlay-json",
  recognises: (value) =>
    typeof value.model === "string" &&
    value.object === undefined &&
    (isObject(value.tokens) || (value.timestamp !== undefined && ("input" in value || "output" in value))),
  open: (context) => ({
    read: (value) => {
      const parsed = readNormalFormJson(value);
      return "kind" in parsed ? parsed : completeRecord(parsed, context);
    },
  }),
};
