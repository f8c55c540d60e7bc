const TTLS = ["5m", "1h"];

/** Tokens written to the cache by time to live, of which `count` tells; empty where they are not told apart. */
export function writtenByTtl(count: (ttl: string) => number | null): Record<string, number> {
  const byTtl: Record<string, number> = {};
  for (const ttl of TTLS) {
    const written = count(ttl) ?? 0;
    if (written > 0) byTtl[ttl] = written;
  }
  return byTtl;
}
