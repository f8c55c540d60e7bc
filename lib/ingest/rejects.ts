import "server-only";
import type { PoolClient } from "pg";
import type { RejectItem } from "@/lib/usage/formats/format";
import { storable } from "./storable";
import type { IngestResult } from "./upload";

/** Errors an answer holds. */
export const MOST_ERRORS = 100;

/** The first rejects, as an answer holds them. */
export function firstErrors(rejects: readonly RejectItem[], most = MOST_ERRORS): IngestResult["errors"] {
  return rejects.slice(0, most).map(errorOf);
}

/** A reject as answers have it. */
export function errorOf({ file, line, field, code, message }: RejectItem): IngestResult["errors"][number] {
  return file === undefined ? { line, field, code, message } : { file, line, field, code, message };
}

/** Stores rejects of a batch (organisation and number) that has `before` already. They show once it is committed. */
export async function keepRejects(
  client: Pick<PoolClient, "query">,
  batch: readonly [number, number],
  rejects: readonly RejectItem[],
  before: number,
): Promise<void> {
  await client.query(KEEP_REJECTS, [
    ...[...batch, before],
    rejects.map((reject) => reject.line),
    rejects.map((reject) => storable(reject.field)),
    rejects.map((reject) => reject.code),
    rejects.map((reject) => storable(reject.message)),
    rejects.map((reject) => storable(reject.raw)),
    rejects.map((reject) => storable(reject.file ?? null)),
  ]);
}

const KEEP_REJECTS = `
  INSERT INTO batch_rejects (organization_id, batch_id, ordinal, line, field, code, message, raw, file)
  SELECT $1, $2, $3 + place - 1, line, field, code, message, raw, file
    FROM unnest($4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[]) WITH ORDINALITY
      AS rejected(line, field, code, message, raw, file, place)`;
