import type { Span } from "./span";
import { statesUsage } from "./token-attributes";

/** Spans remembered at most; the oldest are forgotten first. */
const MOST_SPANS = 200_000;

/** Keys of spans, of which the oldest are forgotten when there are too many. */
export class SpanMemory {
  private readonly keys = new Set<string>();

  has(key: string): boolean {
    return this.keys.has(key);
  }

  /** Remembers keys; answers those of them that were not known. */
  add(keys: Iterable<string>): string[] {
    const added: string[] = [];
    for (const key of keys) {
      if (this.keys.has(key)) continue;
      this.keys.add(key);
      added.push(key);
      if (this.keys.size > MOST_SPANS) this.keys.delete(this.keys.values().next().value as string);
    }
    return added;
  }

  forget(keys: Iterable<string>): void {
    for (const key of keys) this.keys.delete(key);
  }
}

/** Which requests of a document count, and what spans yet to come enclose them. */
export interface CountedRequests {
  requests: ReadonlySet<Span>;
  /** Keys of enclosing spans that are not in the document. */
  announced: readonly string[];
}

/**
 * Finds the requests that count. Two instrumentations of one request, or one that takes a conversation for a request, make
 * spans within spans: of those that state usage only the innermost count, and one that states none does not count within
 * one that does. Spans come when they end, inner ones first, perhaps in an earlier document: `before` has the keys of those
 * announced by earlier ones. Keys are those of one `scope`, such as an organisation.
 */
export function countRequests(
  spans: readonly Span[],
  isRequest: (span: Span) => boolean,
  before: Pick<SpanMemory, "has">,
  scope: string,
): CountedRequests {
  const byKey = new Map(spans.map((span) => [spanKey(scope, span, span.spanId), span]));
  const requests = spans.filter(isRequest);
  const enclosing = new Set<Span>();
  const announced = new Set<string>();
  const markAbove = (span: Span) => {
    for (const [key, above] of ancestors(span, byKey, scope)) {
      if (!above) announced.add(key);
      // What is above a marked span is marked as well.
      if (!above || enclosing.has(above)) return;
      enclosing.add(above);
    }
  };
  for (const span of spans) if (before.has(spanKey(scope, span, span.spanId))) enclosing.add(span);
  for (const span of [...enclosing]) markAbove(span);
  for (const span of requests) if (statesUsage(span.attributes)) markAbove(span);
  const innermost = requests.filter((span) => !enclosing.has(span));
  const withUsage = new Set(innermost.filter(({ attributes }) => statesUsage(attributes)));
  const counted = innermost.filter((span) => withUsage.has(span) || !liesIn(withUsage, span, byKey, scope));
  return { requests: new Set(counted), announced: [...announced] };
}

function liesIn(requests: ReadonlySet<Span>, span: Span, byKey: ReadonlyMap<string, Span>, scope: string): boolean {
  for (const [, above] of ancestors(span, byKey, scope)) if (above && requests.has(above)) return true;
  return false;
}

/** The spans above one, with their keys, up to the first that is not in the document. */
function* ancestors(
  span: Span,
  byKey: ReadonlyMap<string, Span>,
  scope: string,
): Generator<[string, Span | undefined]> {
  const seen = new Set([span]);
  for (let below: Span | undefined = span; below && below.parentSpanId !== ""; ) {
    const key = spanKey(scope, below, below.parentSpanId);
    below = byKey.get(key);
    if (below && seen.has(below)) return;
    if (below) seen.add(below);
    yield [key, below];
  }
}

function spanKey(scope: string, { traceId }: Span, spanId: string): string {
  return `${scope}${traceId}:${spanId}`;
}
