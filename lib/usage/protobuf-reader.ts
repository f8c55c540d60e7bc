import type { JsonObject, LineReader, ParsedItem, ReadContext, Reading } from "./formats/format";
import { decodeTraces, hasSpans } from "./formats/otlp/decode-traces";
import { otlpTraces } from "./formats/otlp/traces";
import { addItems } from "./items-of-reading";
import { UnrecognisedFormat } from "./unrecognised-format";

/** Spans of this many bytes are read together, so that one span is seen to lie in another. */
const READ_TOGETHER = 16 * 1024 * 1024;
/** Longest spans of one resource that are read. */
const LONGEST_RESOURCE = 64 * 1024 * 1024;

/**
 * Reads OTLP's spans in protobuf: as many of the message's fields (each the spans of one resource) as fit into memory at a
 * time. What stands for the number of a line is that of a span.
 */
export class ProtobufReader {
  private pieces: Uint8Array[] = [];
  private size = 0;
  private spans = 0;
  private checked = false;
  private readonly reader: LineReader<JsonObject>;
  readonly format = otlpTraces.name;
  readonly header = null;
  ignored = 0;

  constructor(context: ReadContext) {
    this.reader = otlpTraces.open(context);
  }

  push(bytes: Uint8Array): ParsedItem[] {
    this.pieces.push(bytes);
    this.size += bytes.length;
    return this.size < READ_TOGETHER ? [] : this.readWhole(this.takeAll());
  }

  end(): ParsedItem[] {
    const items = this.readWhole(this.takeAll());
    if (this.size > 0) throw damaged();
    return items;
  }

  private takeAll(): Uint8Array {
    const all = this.pieces.length === 1 ? (this.pieces[0] as Uint8Array) : Buffer.concat(this.pieces);
    this.pieces = [];
    this.size = 0;
    return all;
  }

  /** Reads the fields that are there as a whole, and keeps the beginning of the next. */
  private readWhole(bytes: Uint8Array): ParsedItem[] {
    let end = 0;
    for (let next = fieldEnd(bytes, 0); next !== null && next <= bytes.length; next = fieldEnd(bytes, end)) end = next;
    if (end < bytes.length) {
      this.pieces = [bytes.subarray(end)];
      this.size = bytes.length - end;
      if (this.size > LONGEST_RESOURCE) throw damaged();
    }
    return this.readFields(bytes.subarray(0, end));
  }

  private readFields(bytes: Uint8Array): ParsedItem[] {
    const items: ParsedItem[] = [];
    if (bytes.length === 0) return items;
    const document = decoded(bytes);
    if (!this.checked && !hasSpans(document)) throw noSpans();
    this.checked = true;
    for (const reading of [this.reader.read(document, 0)].flat() as Reading[]) {
      this.spans += 1;
      this.ignored += addItems(items, reading, { line: this.spans, text: "", start: 0, end: 0, tooLong: false });
    }
    return items;
  }
}

/** Where a field that begins at `start` ends; null while that cannot be told. */
function fieldEnd(bytes: Uint8Array, start: number): number | null {
  if (start >= bytes.length) return null;
  if (bytes[start] !== 0x0a) throw damaged();
  let length = 0;
  for (let at = start + 1, shift = 0; at < bytes.length; at += 1, shift += 7) {
    if (shift > 28) throw damaged();
    const byte = bytes[at] as number;
    length += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return at + 1 + length;
  }
  return null;
}

function decoded(bytes: Uint8Array): JsonObject {
  try {
    return decodeTraces(bytes);
  } catch {
    throw damaged();
  }
}

function damaged(): UnrecognisedFormat {
  return new UnrecognisedFormat("unrecognised_format", "This protobuf data is damaged or ends early.");
}

function noSpans(): UnrecognisedFormat {
  return new UnrecognisedFormat(
    "unrecognised_format",
    "This is protobuf data without spans. Of OpenTelemetry's signals Outlay takes traces in protobuf; metrics as JSON only.",
  );
}
