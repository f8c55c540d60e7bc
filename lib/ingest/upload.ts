import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import type { ItemSource } from "@/lib/usage/open-parser";
import type { ArchiveResult } from "./files-reader";

/** Who sends usage. */
export type IngestActor =
  | { kind: "apiKey"; id: string; name: string }
  | { kind: "person"; userId: string; name: string }
  | { kind: "command"; name: string };

/** An upload: bytes of any recognised format, packed or not. */
export interface IngestRequest {
  organizationId: number;
  stream: AsyncIterable<Uint8Array>;
  /** Name of the source, for people: a file's name. */
  source: string;
  /** Name of a format to be used without recognising it. */
  format: string | null;
  /** The format that a list with nothing in it is of, where the sender says so; otherwise it is refused. */
  emptyFormat?: string | null;
  /** How to read a CSV file of no known format; what is remembered for its header otherwise. */
  mapping?: CsvMapping | null;
  /** Reads the bytes, which are in memory as a whole, in place of the parser of all formats. */
  openParser?: () => ItemSource;
  actor: IngestActor;
  sample?: boolean;
  /** Under which key, and for which request, the answer is to be kept with what is stored (see `ingestOnce`). */
  keep?: { keyHash: string; requestHash(): Promise<string> };
}

/** What became of an upload; every line that says something is counted in exactly one of the outcomes. */
export interface IngestResult {
  batchId: string;
  format: string;
  received: number;
  inserted: number;
  duplicates: number;
  revised: number;
  rejected: number;
  unpriced: number;
  /** Lines that carry no usage by design (empty buckets, stream chunks before the last); not part of `received`. */
  ignored: number;
  /** The first rejected lines; `file` is the file of the archive. */
  errors: { file?: string; line: number; field: string | null; code: string; message: string }[];
  /** What may be wrong with figures now, or was counted once only; only where something is to be said. */
  warnings?: { code: "told_in_another_way" | "told_twice"; message: string }[];
  /** The files of an archive, and those of it that were passed over; only for archives. */
  archive?: ArchiveResult;
}
