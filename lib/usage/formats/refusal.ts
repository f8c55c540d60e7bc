import { isObject, type JsonObject } from "./format";

/** Fields that hold usage, whatever they are called. */
const USAGE = /"usage|tokens?"|TokenCount"/i;

/**
 * Whether a line is what an API says when it turns a call down or breaks off a stream, as it is or in a log: no usage is
 * stated, nor billed. With anything like usage beside it, it is none.
 */
export function isRefusal(value: JsonObject): boolean {
  const { error, type, message, request: _, modelInput: __, ...rest } = value;
  const isError = isObject(error)
    ? typeof (error.message ?? error.errorMessage) === "string"
    : type === "error" && typeof message === "string";
  return isError && !USAGE.test(JSON.stringify(rest));
}
