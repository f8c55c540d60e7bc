import "server-only";
import { totalmem } from "node:os";

/** What is remembered takes at most this many bytes: a tenth of the machine's memory, half a gigabyte at most. */
const MOST_BYTES = Math.min(512 * 1024 * 1024, totalmem() / 10);

interface Remembered {
  value: unknown;
  bytes: number;
}

const shared = globalThis as { outlayTraffic?: Map<string, Remembered>; outlayTrafficBytes?: number };

/** Remembers pieces of traffic and tables made of them; what was not used for longest is forgotten first. */
export function recall<Value>(key: string): Value | undefined {
  const known = memory().get(key);
  if (!known) return undefined;
  memory().delete(key);
  memory().set(key, known);
  return known.value as Value;
}

/** Remembers something of a size in bytes under a key. */
export function remember(key: string, value: unknown, bytes: number): void {
  const known = memory();
  const before = known.get(key);
  let total = (shared.outlayTrafficBytes ?? 0) + bytes - (before?.bytes ?? 0);
  known.delete(key);
  known.set(key, { value, bytes });
  for (const [oldest, { bytes: size }] of known) {
    if (total <= MOST_BYTES) break;
    known.delete(oldest);
    total -= size;
  }
  shared.outlayTrafficBytes = total;
}

/** Forgets everything: what was remembered is read or made anew. */
export function forgetTraffic(): void {
  memory().clear();
  shared.outlayTrafficBytes = 0;
}

function memory(): Map<string, Remembered> {
  shared.outlayTraffic ??= new Map();
  return shared.outlayTraffic;
}
