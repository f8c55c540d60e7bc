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
 * session. Lines of one message are one record, at the time of the first; logs of sub-agents repeat messages. What the
 * program prints as it goes (`--output-format stream-json`) is of the same form, without times.
 */
export const claudeCode: JsonFormat = {
  name: "claude-code",
  recognises: (value) => isMessage(value) || isAboutSession(value),
  open: (context) => {
    const firstTimes = new Map<string, unknown>();
    return {
      read: (value) => {
        if (isSumOfRun(value)) return SUM_OF_RUN;
        const line = ofSubAgent(value) ?? value;
        const { message } = line;
        if (!isObject(message) || !isObject(message.usage)) return { kind: "ignored" };
        // Written by the program itself: no model was called.
        if (line.isApiErrorMessage === true || message.model === "<synthetic>") return { kind: "ignored" };
        return readLine(line, message, firstTimes, context);
      },
    };
  },
};

function isMessage({ type, message, sessionId, session_id, uuid }: JsonObject): boolean {
  if (type !== "assistant" && type !== "user") return false;
  return isObject(message) && [sessionId, session_id, uuid].some((id) => typeof id === "string");
}

/** What the program notes besides messages: titles, snapshots of files, the state of its queue. */
const NOTES =
  /^(summary|system|result|progress|attachment|queue-operation|last-prompt|tag|mode|(file-history|agent|permission|worktree|bridge|marble-origami|context-collapse)-\w+|(custom|ai)-title|(pr|frame)-link|attribution-snapshot|content-replacement|speculation-accept|task-summary|tool_(progress|use_summary)|rate_limit_event|auth_status|prompt_suggestion)$/;

function isAboutSession(value: JsonObject): boolean {
  const { type, sessionId, session_id, leafUuid, messageId, timeSavedMs } = value;
  if (typeof type !== "string" || !NOTES.test(type)) return false;
  // Only the sum of a run states usage; with any, other lines are some other program's.
  if ("usage" in value && !isSumOfRun(value)) return false;
  const isOfSession = [sessionId, session_id, leafUuid, messageId].some((id) => typeof id === "string");
  return isOfSession || timeSavedMs !== undefined;
}

function isSumOfRun(value: JsonObject): boolean {
  return value.type === "result" && ("modelUsage" in value || "total_cost_usd" in value);
}

const SUM_OF_RUN = reject(
  "modelUsage",
  "sum_of_run",
  "this line sums up a whole run, which its messages tell too: upload the session's log (~/.claude/projects)",
);

/** A message of a sub-agent as the session tells of it; its own log has it with the same id. */
function ofSubAgent(line: JsonObject): JsonObject | null {
  const { type, data } = line;
  const told = type === "progress" && isObject(data) ? data.message : null;
  if (!isObject(told) || !isObject(told.message) || textOf(told.message.id) === null) return null;
  return { ...line, timestamp: told.timestamp ?? line.timestamp, message: told.message };
}

function readLine(
  line: JsonObject,
  message: JsonObject,
  firstTimes: Map<string, unknown>,
  context: ReadContext,
): readonly Reading[] {
  const id = textOf(message.id) ?? textOf(line.requestId) ?? textOf(line.uuid);
  if (id === null) return [reject("message.id", "missing", "this message has no id")];
  if (line.timestamp !== undefined && !parseTime(line.timestamp))
    return [reject("timestamp", "not_a_time", "timestamp must be an RFC 3339 time")];
  const time = firstTimes.get(id) ?? line.timestamp;
  remember(firstTimes, id, time);
  const session = textOf(line.sessionId) ?? textOf(line.session_id);
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
