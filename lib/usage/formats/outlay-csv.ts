import { completeRecord } from "../complete-record";
import { readNormalForm } from "../normal-form-json";
import type { CsvFormat } from "./format";

/** Column names of the normal form, by their name in lower case. */
const TOP = ["id", "timestamp", "endTimestamp", "provider", "model", "serviceTier", "region", "endpoint", "project"];
const MORE = ["apiKey", "user", "requests", "features"];
const TOKENS = ["input", "cacheRead", "cacheWrite", "output", "reasoning", "audioInput", "imageInput"];
const PARTS = ["cacheReadAudio", "cacheReadImage", "audioOutput", "imageOutput"];

type Target = { kind: "top" | "token" | "ttl" | "tag" | "call"; name: string } | null;

/** Outlay's own CSV: the names of the normal form are columns (`tokens.input` or `input`, `tag.feature`). */
export const outlayCsv: CsvFormat = {
  name: "outlay-csv",
  requires: ["timestamp", "model", ["input", "tokens.input", "output", "tokens.output"]],
  open: (header, context) => {
    const targets = header.map(targetOf);
    return (fields) => {
      const reading = readNormalForm(assemble(targets, fields));
      return "kind" in reading ? reading : completeRecord(reading, context);
    };
  },
};

function targetOf(column: string): Target {
  const name = column.trim();
  const lower = name.toLowerCase().replaceAll("_", "");
  const plain = lower.replace(/^tokens\./, "");
  const top = [...TOP, ...MORE].find((known) => known.toLowerCase() === lower);
  if (top) return { kind: "top", name: top };
  const token = [...TOKENS, ...PARTS].find((known) => known.toLowerCase() === plain);
  if (token) return { kind: "token", name: token };
  const ttl = /^cachewritebyttl\.(.+)$/.exec(plain)?.[1];
  if (ttl) return { kind: "ttl", name: ttl };
  const tag = /^tags?\.(.+)$/i.exec(name)?.[1];
  if (tag) return { kind: "tag", name: tag };
  const call = /^calls\.(.+)$/i.exec(name)?.[1];
  return call ? { kind: "call", name: call } : null;
}

function assemble(targets: readonly Target[], fields: readonly string[]): Record<string, unknown> {
  const tokens: Record<string, unknown> = {};
  const row: Record<string, unknown> = { tokens };
  for (let column = 0; column < targets.length; column += 1) {
    const target = targets[column];
    const text = fields[column];
    if (!target || text === undefined || text === "") continue;
    switch (target.kind) {
      case "top":
        row[target.name] = target.name === "features" ? text.split(/[;|\s]+/).filter(Boolean) : text;
        break;
      case "token":
        tokens[target.name] = text;
        break;
      case "ttl":
        tokens.cacheWriteByTtl = { ...(tokens.cacheWriteByTtl as object), [target.name]: text };
        break;
      case "tag":
        row.tags = { ...(row.tags as object), [target.name]: text };
        break;
      case "call":
        row.calls = { ...(row.calls as object), [target.name]: text };
        break;
    }
  }
  return row;
}
