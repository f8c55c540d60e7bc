import { completeRecord } from "../complete-record";
import { parseTime } from "../parse-timestamp";
import type { Reported } from "../usage-record";
import { readAnthropicMessage } from "./anthropic-messages";
import { isObject, type JsonFormat, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { NOTHING_AROUND } from "./found-response";

/** Messages whose first line is remembered; the lines of one follow each other closely. */
const MOST_REMEMBERED = 10_000;
const AMOUNT = /^\d+(\.\d+)?(e-\d+)?$/;

/**
 * Claude Code's session logs: a line for every part of a message, each with the usage so far, and further lines about the
 * session. Lines of one message are one record, at the time of the first; logs of sub-agents repeat messages.
 */
export const claudeCode: JsonFormat = {
  name: "claude-code",
  recognises: (value) => isMessage(value) || isAboutSession(value),
  open: (context) => {
    const firstTimes = new Map<string, unknown>();
    return {
      read: (value) => {
        const { message } = value;
        if (!isObject(message) || !isObject(message.usage)) return { kind: "ignored" };
        // Written by the program itself: no model was called.
        if (value.isApiErrorMessage === true || message.model === "<synthetic>") return { kind: "ignored" };
        return readLine(value, message, firstTimes, context);
      },
    };
  },
};

function isMessage({ type, message, sessionId, uuid }: JsonObject): boolean {
  if (type !== "assistant" && type !== "user") return false;
  return isObject(message) && (typeof sessionId === "string" || typeof uuid === "string");
}

/** What the program notes besides messages: titles, snapshots of files, the state of its queue. */
const NOTES =
  /^(summary|system|progress|attachment|file-history-snapshot|queue-operation|last-prompt|pr-link|tag|mode|(custom|ai)-title|(agent|permission|worktree)-\w+)$/;

function isAboutSession({ type, sessionId, leafUuid, messageId }: JsonObject): boolean {
  if (typeof type !== "string" || !NOTES.test(type)) return false;
  return [sessionId, leafUuid, messageId].some((id) => typeof id === "string");
}

function readLine(
  line: JsonObject,
  message: JsonObject,
  firstTimes: Map<string, unknown>,
  context: ReadContext,
): readonly Reading[] {
  const id = textOf(message.id) ?? textOf(line.requestId) ?? textOf(line.uuid);
  if (id === null) return [reject("message.id", "missing", "this message has no id")];
  if (!parseTime(line.timestamp)) return [reject("timestamp", "not_a_time", "timestamp must be an RFC 3339 time")];
  const time = firstTimes.get(id) ?? line.timestamp;
  remember(firstTimes, id, time);
  const session = textOf(line.sessionId);
  const tags: Record<string, string> = session === null ? {} : { session };
  const around = { ...NOTHING_AROUND, time, project: textOf(line.cwd), tags };
  const response = { ...message, id };
  const reported = reportedCost(line.costUSD);
  return readAnthropicMessage({ kind: "anthropic", response, around }, context).map((reading, index) =>
    reading.kind === "record" && index === 0 && reported
      ? completeRecord({ ...reading.record, reported }, context)
      : reading,
  );
}

function remember(firstTimes: Map<string, unknown>, id: string, time: unknown): void {
  if (firstTimes.has(id)) return;
  if (firstTimes.size === MOST_REMEMBERED) firstTimes.delete(firstTimes.keys().next().value as string);
  firstTimes.set(id, time);
}

/** Older versions wrote down what they thought a message cost. */
function reportedCost(costUsd: unknown): Reported | null {
  const cost = typeof costUsd === "number" ? String(costUsd) : "";
  return AMOUNT.test(cost) ? { cost, costBasis: "computed_by_source" } : null;
}
