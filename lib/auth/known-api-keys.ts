import "server-only";
import type { Scope } from "./roles";

/** A key that may be used, with its organisation. */
export interface ValidApiKey {
  id: string;
  name: string;
  organizationId: number;
  timeZone: string;
  scopes: readonly Scope[];
}

/** How long a key is used without looking again: what another process revokes is seen after this time. */
const KEPT_MILLISECONDS = 2000;
const MOST_KEPT = 10_000;

interface Known {
  key: ValidApiKey;
  until: number;
}

// Routes may be bundled apart: what one of them revokes, all have to forget.
const shared = globalThis as { outlayApiKeys?: { byHash: Map<string, Known>; changes: number } };
shared.outlayApiKeys ??= { byHash: new Map(), changes: 0 };
const keys = shared.outlayApiKeys;

/** A key found a moment ago, by its hash. */
export function knownApiKey(hash: string): ValidApiKey | null {
  const known = keys.byHash.get(hash);
  if (!known) return null;
  if (known.until > performance.now()) return known.key;
  keys.byHash.delete(hash);
  return null;
}

/** Finds a key with `find` and remembers it, unless something was forgotten meanwhile: then it may have been just that. */
export async function rememberApiKey(
  hash: string,
  find: () => Promise<ValidApiKey | null>,
): Promise<ValidApiKey | null> {
  const { changes } = keys;
  const key = await find();
  if (key && changes === keys.changes) {
    if (keys.byHash.size >= MOST_KEPT) keys.byHash.clear();
    keys.byHash.set(hash, { key, until: performance.now() + KEPT_MILLISECONDS });
  }
  return key;
}

/** Forgets the keys of an organisation: one was revoked, or the organisation has changed. */
export function forgetApiKeys(organizationId: number): void {
  keys.changes += 1;
  for (const [hash, { key }] of keys.byHash) if (key.organizationId === organizationId) keys.byHash.delete(hash);
}
