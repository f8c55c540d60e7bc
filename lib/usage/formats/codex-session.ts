import { completeRecord, tokenCounts, UNSTATED } from "../complete-record";
import { parseTime } from "../parse-timestamp";
import type { TokenCounts, Uncertainty } from "../usage-record";
import { CodexAncestry, parentOf } from "./codex-ancestry";
import { isObject, type JsonObject, type ReadContext, type Reading, reject, textOf } from "./format";
import { JsonFields } from "./json-fields";

const NAMES = [
  "input_tokens",
  "cached_input_tokens",
  "output_tokens",
  "reasoning_output_tokens",
  "total_tokens",
  "cache_write_input_tokens",
] as const;
const NOTHING_YET: readonly number[] = NAMES.map(() => 0);
/** Readings of a session that wait for its end. */
const MOST_WAITING = 50_000;

/** What is remembered of a session's log from line to line. A log may hold one session after another. */
export class CodexSession {
  private thread = "";
  private project: string | null = null;
  private provider: string | null = null;
  private model = "";
  private serviceTier: string | null = null;
  /** Of a fork only. */
  private ancestry: CodexAncestry | null = null;
  private totals = NOTHING_YET;
  private waiting: Reading[] = [];
  private hasRecords = false;

  constructor(private readonly context: ReadContext) {}

  read(line: JsonObject, number: number): Reading | readonly Reading[] {
    const payload = line.payload as JsonObject;
    switch (line.type) {
      case "session_meta":
        return this.begin(line, payload);
      case "turn_context":
        this.model = textOf(payload.model) ?? this.model;
        return { kind: "ignored" };
      case "token_usage_record":
        return this.readRecord(line, payload);
      default:
        return this.readEvent(line, payload, number);
    }
  }

  end(): readonly Reading[] {
    const readings = this.hasRecords ? this.waiting.map((): Reading => ({ kind: "ignored" })) : this.waiting;
    this.waiting = [];
    this.hasRecords = false;
    return readings;
  }

  /**
   * A log that goes on from another repeats its lines, its beginning too: they are that session's then, unless it says that
   * it is a fork. One that goes on later says again how it began.
   */
  private begin(line: JsonObject, payload: JsonObject): Reading | readonly Reading[] {
    const id = textOf(payload.id) ?? "";
    if ((id !== "" && id === this.thread) || this.ancestry?.takes(payload)) return { kind: "ignored" };
    const readings = this.end();
    this.thread = id;
    this.project = textOf(payload.cwd);
    this.provider = textOf(payload.model_provider);
    this.serviceTier = null;
    this.ancestry = parentOf(payload) === null ? null : new CodexAncestry(line);
    this.totals = NOTHING_YET;
    return [...readings, { kind: "ignored" }];
  }

  /** Settings that do not name a tier leave it as it is. */
  private set(settings: JsonObject): Reading {
    if ("service_tier" in settings) {
      const tier = textOf(settings.service_tier);
      this.serviceTier = tier === "fast" ? "priority" : tier;
    }
    return { kind: "ignored" };
  }

  private readEvent(line: JsonObject, payload: JsonObject, number: number): Reading | readonly Reading[] {
    if (payload.type === "thread_settings_applied" && isObject(payload.thread_settings))
      return this.set(payload.thread_settings);
    if (payload.type !== "token_count" || !isObject(payload.info)) return { kind: "ignored" };
    const fields = new JsonFields(payload.info);
    const stated = NAMES.map((name) => fields.count(`total_token_usage.${name}`));
    const last = NAMES.map((name) => fields.count(`last_token_usage.${name}`));
    if (fields.rejected) return fields.rejected;
    // Without the session's total a call cannot be told from one that is stated again.
    if (!isObject(payload.info.total_token_usage))
      return reject("payload.info.total_token_usage", "missing", "this event does not say the session's usage so far");
    if (stated.every((count, index) => count === this.totals[index])) return { kind: "ignored" };
    if (this.ancestry?.holds(line)) {
      this.totals = stated;
      return { kind: "ignored" };
    }
    // A total that went down counts from nothing again.
    const goesOn = stated.every((count, index) => count >= (this.totals[index] ?? 0));
    const changed = stated.map((count, index) => (goesOn ? count - (this.totals[index] ?? 0) : count));
    this.totals = stated;
    const plan = isObject(payload.rate_limits) ? textOf(payload.rate_limits.plan_type) : null;
    const id = `codex:${this.thread}:${(stated[5] ? stated : stated.slice(0, 5)).join("-")}`;
    const usage = isObject(payload.info.last_token_usage) ? last : changed;
    const reading = {
      ...this.complete(line, id, usage, plan === null ? [] : ["subscription"]),
      line: number,
    } as Reading;
    if (reading.kind === "reject") return reading;
    this.waiting.push(reading);
    return this.waiting.length > MOST_WAITING ? this.end() : [];
  }

  private readRecord(line: JsonObject, payload: JsonObject): Reading {
    if (this.ancestry !== null && payload.thread_id !== undefined && payload.thread_id !== this.thread)
      return { kind: "ignored" };
    this.hasRecords = true;
    const id = textOf(payload.response_id);
    if (id === null) return reject("payload.response_id", "missing", "this record names no response");
    const fields = new JsonFields(payload);
    const usage = NAMES.map((name) => fields.count(`usage.${name}`));
    this.model = textOf(payload.model) ?? this.model;
    return fields.rejected ?? this.complete(line, id, usage, []);
  }

  private complete(line: JsonObject, id: string, usage: readonly number[], uncertainties: Uncertainty[]): Reading {
    const time = parseTime(line.timestamp);
    if (!time) return reject("timestamp", "not_a_time", "timestamp must be an RFC 3339 time");
    if (this.model === "")
      return reject("model", "missing", "no line before this one says which model is used (turn_context)");
    return completeRecord(
      {
        ...UNSTATED,
        id,
        timestamp: time.instant,
        provider: this.provider ?? "openai",
        model: this.model,
        serviceTier: this.serviceTier,
        endpoint: "responses",
        project: this.project,
        tags: this.thread === "" ? {} : { session: this.thread },
        tokens: tokensOf(usage),
        uncertainties,
      },
      this.context,
    );
  }
}

/** Cached tokens, read and written, are part of the input, reasoning is part of the output. */
function tokensOf([
  input = 0,
  cacheRead = 0,
  output = 0,
  reasoning = 0,
  ,
  cacheWrite = 0,
]: readonly number[]): TokenCounts {
  return tokenCounts({ input, cacheRead, cacheWrite, output, reasoning });
}
