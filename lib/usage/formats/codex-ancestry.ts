import type { Instant } from "../instant";
import { parseTime } from "../parse-timestamp";
import { isObject, type JsonObject, textOf } from "./format";

/** Between two lines of a history that is copied at once there are milliseconds; a call takes longer than this. */
const LONGEST_PAUSE = 1_000_000;

/**
 * The log of a fork, or of an agent that another started, begins with what the log of its parent says. Its lines are those
 * that are older than the log itself or were written down when it began, mostly with the time of then; newer logs number
 * their lines and say which is the first of their own.
 */
export class CodexAncestry {
  /** Whose history may still be repeated; null once that is over. */
  private parent: string | null;
  private readonly firstOwn: number | null;
  private last: Instant | null;

  /** `meta` is the log's first line. */
  constructor(meta: JsonObject) {
    const payload = isObject(meta.payload) ? meta.payload : {};
    const { subagent_history_start_ordinal: firstOwn } = payload;
    this.parent = parentOf(payload);
    this.firstOwn = typeof firstOwn === "number" ? firstOwn : null;
    this.last = parseTime(meta.timestamp)?.instant ?? null;
  }

  /** Whether this is how an ancestor's log begins, repeated. */
  takes(payload: JsonObject): boolean {
    if (this.parent === null || payload.id !== this.parent) return false;
    this.parent = parentOf(payload) ?? this.parent;
    return true;
  }

  /** Whether the next line with usage is one that an ancestor's log has. */
  holds({ timestamp, ordinal }: JsonObject): boolean {
    if (this.parent === null) return false;
    const time = parseTime(timestamp)?.instant ?? null;
    const isCopied =
      this.firstOwn !== null && typeof ordinal === "number"
        ? ordinal < this.firstOwn
        : time !== null && this.last !== null && time - this.last <= LONGEST_PAUSE;
    if (!isCopied) this.parent = null;
    else if (time !== null && (this.last === null || time > this.last)) this.last = time;
    return isCopied;
  }
}

/** The session a log goes on from, as its first line says; null where it begins by itself. */
export function parentOf({ forked_from_id, source, parent_thread_id }: JsonObject): string | null {
  const subagent = isObject(source) && isObject(source.subagent) ? source.subagent : {};
  const spawn = isObject(subagent.thread_spawn) ? subagent.thread_spawn : {};
  return textOf(forked_from_id) ?? textOf(spawn.parent_thread_id) ?? textOf(parent_thread_id);
}
