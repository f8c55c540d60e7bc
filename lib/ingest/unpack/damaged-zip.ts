import { IngestError } from "../ingest-error";

/** An archive that cannot be trusted; nothing of it is stored. */
export function damagedZip(what: string): IngestError {
  return new IngestError(400, "damaged_zip", `${what} Nothing of it was stored: pack and send it again.`);
}

/** An archive that ends before its end. */
export function cutOffZip(name: string | null): IngestError {
  return damagedZip(name === null ? "The zip archive is cut off." : `The zip archive is cut off within "${name}".`);
}
