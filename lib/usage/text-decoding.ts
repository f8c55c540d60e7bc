import { isAscii } from "node:buffer";
import { UnrecognisedFormat } from "./unrecognised-format";

/** How many bytes are looked at to tell text from anything else. */
const SNIFFED_BYTES = 4096;

/**
 * Decodes bytes to text piece by piece: UTF-8 or UTF-16, by byte order mark or (UTF-16 without one) by the zero bytes
 * between ASCII characters; Windows-1252, as spreadsheets write it, where what is not ASCII is nowhere UTF-8. Lines that
 * end with a carriage return only, as on old Macs, end with a line feed then. Bytes that are no text at all (a picture named
 * .csv) end in UnrecognisedFormat.
 */
export class TextDecoding {
  private decoder: TextDecoder | null = null;
  private head: Uint8Array = new Uint8Array(0);
  private isOfOldMac = false;

  /** Text of the next bytes; empty while too few have come to tell the encoding. */
  push(bytes: Uint8Array): string {
    if (this.decoder) return this.lineFeeds(this.decoder.decode(bytes, { stream: true }));
    this.head = concatenate(this.head, bytes);
    return this.head.length < SNIFFED_BYTES ? "" : this.begin();
  }

  /** The rest. */
  end(): string {
    const rest = this.decoder ? "" : this.begin();
    return rest + this.lineFeeds(this.decoder?.decode() ?? "");
  }

  private begin(): string {
    this.decoder = new TextDecoder(encodingOf(this.head.subarray(0, SNIFFED_BYTES)));
    const text = this.decoder.decode(this.head, { stream: true });
    this.head = new Uint8Array(0);
    // A carriage return that comes last may have its line feed with the next bytes.
    this.isOfOldMac = !text.includes("\n") && text.slice(0, -1).includes("\r");
    return this.lineFeeds(text);
  }

  private lineFeeds(text: string): string {
    return this.isOfOldMac ? text.replaceAll("\r", "\n") : text;
  }
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le";
  if (head[0] === 0xfe && head[1] === 0xff) return "utf-16be";
  if (isAscii(head) && !head.includes(0)) return "utf-8";
  const zerosAt = (parity: number) =>
    head.reduce((sum, byte, index) => sum + (byte === 0 && index % 2 === parity ? 1 : 0), 0);
  const [even, odd] = [zerosAt(0), zerosAt(1)];
  if (even + odd === 0) return isUtf8(head) ? "utf-8" : "windows-1252";
  if (odd > head.length * 0.3 && even < head.length * 0.05) return "utf-16le";
  if (even > head.length * 0.3 && odd < head.length * 0.05) return "utf-16be";
  throw new UnrecognisedFormat(
    "unrecognised_format",
    "This is not a text file. Outlay takes CSV, JSON and JSON lines, also packed with gzip or zip.",
  );
}

/** Whether anything beyond ASCII is UTF-8: a log may hold half a character where a text was cut. */
function isUtf8(head: Uint8Array): boolean {
  const beyond = new TextDecoder().decode(head, { stream: true }).match(/[^\0-\x7f]/g) ?? [];
  return beyond.length === 0 || beyond.some((character) => character !== "\ufffd");
}

function concatenate(first: Uint8Array, second: Uint8Array): Uint8Array {
  const whole = new Uint8Array(first.length + second.length);
  whole.set(first);
  whole.set(second, first.length);
  return whole;
}
