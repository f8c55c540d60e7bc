import "server-only";

/** Uploads handled at once; each holds a database connection while it streams. Further ones wait. */
const PLACES = 6;

const waiting: (() => void)[] = [];
let taken = 0;

/** Runs `action` when a place is free; the sender waits (its bytes are not read) until then. */
export async function withUploadPlace<T>(action: () => Promise<T>): Promise<T> {
  if (taken >= PLACES) await new Promise<void>((resolve) => waiting.push(resolve));
  else taken += 1;
  try {
    return await action();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  }
}
