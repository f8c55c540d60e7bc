import type { UnpricedReason } from "@/lib/pricing/price";
import type { CsvMapping } from "@/lib/usage/mapping/csv-mapping";
import type { MappingProposal } from "@/lib/usage/mapping/propose-mapping";
import type { Archive } from "./archive";

/** What POST /api/v1/usage/preview answers. */
export interface UploadPreview {
  format: string | null;
  problem: string | null;
  complete: boolean;
  received: number;
  rejected: number;
  billed: number;
  ignored: number;
  unpriced: number;
  cost: string;
  /** Upper bound, where `cost` is the lower one; so too below. */
  costHigh?: string;
  from: string | null;
  to: string | null;
  known: { looked: number; known: number };
  models: PreviewModel[];
  records: PreviewRecord[];
  errors: { file?: string; line: number; field: string | null; code: string; message: string }[];
  header: string[] | null;
  proposal: MappingProposal | null;
  archive: Archive | null;
}

/** A model found, with what was used of it. */
export interface PreviewModel {
  provider: string | null;
  model: string;
  records: number;
  inputTokens: number;
  outputTokens: number;
  cost: string;
  costHigh?: string;
  unpriced: number;
  unpricedReason: UnpricedReason | null;
}

/** A record in the normal form, as far as the page shows it. */
export interface PreviewRecord {
  line: number;
  timestamp: string;
  provider: string | null;
  model: string;
  project: string | null;
  user: string | null;
  requests: number | null;
  tokens: { input: number; cacheRead: number; output: number };
  cost: string | null;
  costHigh?: string;
}

/** More than a preview looks at, unpacked; of a packed file enough for it. */
const BEGINNING = 1024 * 1024 + 1;

/**
 * Asks what a file would bring, by its beginning.
 * @throws Error with what the server says.
 */
export async function askPreview(file: File, mapping: CsvMapping | null): Promise<UploadPreview> {
  const query = mapping ? `?mapping=${encodeURIComponent(JSON.stringify(mapping))}` : "";
  const response = await fetch(`/api/v1/usage/preview${query}`, {
    method: "POST",
    body: file.size > BEGINNING ? file.slice(0, BEGINNING) : file,
  }).catch(() => null);
  if (!response) throw new Error("Outlay cannot be reached. Check the connection and try again.");
  const answer = await response.json().catch(() => null);
  if (response.ok && answer) return answer as UploadPreview;
  throw new Error(answer?.error?.message ?? `The server answered ${response.status}.`);
}
