import { hash } from "node:crypto";
import type { Grain } from "./formats/format";
import type { UsageRecord } from "./usage-record";

/** What makes a record the same record when it comes again, and how equal ones within one file combine. */
export interface Identity {
  grain: Grain;
  identity: string;
}

/**
 * Identity by the rules of the house: the source's own id where there is one, whatever format it came in (so that an API
 * log and a gateway's log of one call are one record); for an aggregate its period and every dimension; otherwise the
 * content, with the time only where the source states it, and with `print`: what else of the source's content tells it
 * apart.
 */
export function identify(record: UsageRecord, print: string | null = null): Identity {
  if (record.id !== null) return { grain: "request", identity: `id\n${record.id}` };
  if (record.endTimestamp !== null || record.requests !== 1) {
    return { grain: "aggregate", identity: `aggregate\n${JSON.stringify(dimensions(record))}` };
  }
  const told = [...dimensions(record), content(record)];
  if (isUntimed(record)) told[0] = null;
  if (print !== null) told.push(print);
  return { grain: "content", identity: `content\n${JSON.stringify(told)}` };
}

/** Whether the record's time is only that of its upload: another upload of the same call has another. */
export function isUntimed({ uncertainties }: Pick<UsageRecord, "uncertainties">): boolean {
  return uncertainties.length > 0 && uncertainties.includes("time_of_upload");
}

/** A print of JSON: the same for the same content, whatever its layout. */
export function printOf(value: unknown): string {
  return hash("sha256", JSON.stringify(value), "base64url");
}

function dimensions(record: UsageRecord): unknown[] {
  return [
    ...[record.timestamp, record.endTimestamp, record.provider, record.model, record.serviceTier, record.region],
    ...[record.endpoint, record.project, record.apiKey, record.user, sorted(record.tags)],
  ];
}

function content(record: UsageRecord): unknown[] {
  const { cacheWriteByTtl, ...tokens } = record.tokens;
  return [Object.values(tokens), sorted(cacheWriteByTtl), sorted(record.calls), record.features];
}

function sorted(values: Readonly<Record<string, unknown>>): [string, unknown][] {
  return Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1));
}

/**
 * The stored key of an identity: the first 16 bytes of its SHA-256, written to `words` as four 32-bit words (the first
 * byte highest).
 */
export function readRecordKey(identity: string, words: Int32Array): void {
  const digest = hash("sha256", identity, "binary");
  for (let word = 0; word < 4; word += 1) {
    const at = word * 4;
    words[word] =
      (digest.charCodeAt(at) << 24) |
      (digest.charCodeAt(at + 1) << 16) |
      (digest.charCodeAt(at + 2) << 8) |
      digest.charCodeAt(at + 3);
  }
}

const ownWords = new Int32Array(4);

/** The stored key of an identity in hexadecimal, as Postgres reads a uuid. */
export function recordKeyOf(identity: string): string {
  readRecordKey(identity, ownWords);
  return hexOfWords(ownWords);
}

/** 32-bit words in hexadecimal, one after another. */
export function hexOfWords(words: Iterable<number>): string {
  let hex = "";
  for (const word of words) hex += (word >>> 0).toString(16).padStart(8, "0");
  return hex;
}
