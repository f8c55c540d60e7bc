import "server-only";
import { Places } from "./places";
import { senderOf } from "./sender";
import type { IngestActor } from "./upload";

/** Uploads handled at once; each holds a database connection while it streams. Of one sender only some: others find a place. */
const uploads = new Places(6, 4);

/** Groups committed at once, one of an organisation; those behind a long upload hold a connection meanwhile. */
const groups = new Places(8, 1);

/** Runs `action`, which takes an upload, when a place is free; its bytes are not read until then. */
export function withUploadPlace<T>(actor: IngestActor, action: () => Promise<T>): Promise<T> {
  return uploads.within(senderOf(actor), action);
}

/** Whether any upload is being taken that is not a small one. */
export function areUploadsRunning(): boolean {
  return !uploads.areEmpty;
}

/** Runs `action`, which commits a group of an organisation's small uploads, when a place is free. */
export function withGroupPlace<T>(organizationId: number, action: () => Promise<T>): Promise<T> {
  return groups.within(String(organizationId), action);
}
