import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import type { Archive } from "./archive";
import type { UploadPreview } from "./upload-preview";

/** What POST /api/v1/usage answers. */
export interface UploadResult {
  batchId: string;
  format: string;
  received: number;
  inserted: number;
  duplicates: number;
  revised: number;
  rejected: number;
  unpriced: number;
  ignored: number;
  errors: { file?: string; line: number; field: string | null; code: string; message: string }[];
  warnings?: { code: string; message: string }[];
  archive?: Archive;
}

/** Where one file of the queue stands; what is lasting about a failure is the file. */
export type UploadState =
  | { kind: "looking" }
  | { kind: "ready"; preview: UploadPreview; mapping: CsvMapping | null }
  | { kind: "waiting" }
  | { kind: "sending"; sent: number; records: number; secondsLeft: number | null; bytesPerSecond: number }
  | { kind: "done"; result: UploadResult }
  | { kind: "failed"; message: string; isLasting?: boolean }
  | { kind: "cancelled" };

/** A file chosen to be sent. */
export interface Upload {
  id: number;
  file: File;
  state: UploadState;
}
