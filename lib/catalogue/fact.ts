/**
 * What is known of a fact. For a yes-or-no fact `supported` is yes and `unsupported` no; for a figure `supported` means
 * that it is known. `conflicting`: sources disagree; all of them are kept.
 */
export type FactState = "supported" | "unsupported" | "unknown" | "conflicting";

/** What one source says. */
export interface Claim<Value> {
  value: Value;
  source: string;
  /** Date of the source, YYYY-MM-DD. */
  date: string;
  /** How the source writes it where that differs from the value ("0.13", rounded). */
  printed?: string;
  note?: string;
}

/** A fact with where it comes from. Of sources that disagree the first one's value stands, as conflicting. */
export interface Fact<Value> {
  value: Value | null;
  state: FactState;
  sources: readonly Claim<Value>[];
}

/** What the sources together say; `null` claims are of sources that do not say. */
export function settle<Value>(...claims: readonly (Claim<Value> | null)[]): Fact<Value> {
  const sources = claims.filter((claim) => claim !== null);
  const [first] = sources;
  if (!first) return { value: null, state: "unknown", sources };
  const written = JSON.stringify(first.value);
  if (sources.some(({ value }) => JSON.stringify(value) !== written)) {
    return { value: first.value, state: "conflicting", sources };
  }
  return { value: first.value, state: first.value === false ? "unsupported" : "supported", sources };
}

/** Every value some source gives. */
export function claimedValues<Value>(fact: Fact<Value>): Value[] {
  return fact.sources.map(({ value }) => value);
}
