/** Number of colours in which bands of charts are told apart (--series-1 and so on in globals.css). */
export const SERIES_COLOURS = 8;

/** Colour of "other": no colour of a value. */
export const OTHER_COLOUR = "var(--series-other)";

/** Colour of what is not stated, no value either, but to be told from the others. */
export const UNSTATED_COLOUR = "var(--series-unstated)";

/**
 * Colours for the values shown together, as CSS values. A value keeps its colour on every page and in every period: it
 * goes by its place among all `known` values of the organisation, in the order they were first seen. Only when two
 * values shown together share a place does the later one move to the next free colour.
 */
export function assignColours(known: readonly string[], shown: readonly string[]): Map<string, string> {
  const place = new Map(known.map((value, index) => [value, index]));
  const colours = new Map<string, string>();
  const taken = new Set<number>();
  const inOrder = [...shown].sort((a, b) => (place.get(a) ?? known.length) - (place.get(b) ?? known.length));
  for (const value of inOrder) {
    let slot = (place.get(value) ?? hash(value)) % SERIES_COLOURS;
    // With more values than colours some have to share one.
    while (taken.has(slot) && taken.size < SERIES_COLOURS) slot = (slot + 1) % SERIES_COLOURS;
    taken.add(slot);
    colours.set(value, `var(--series-${slot + 1})`);
  }
  return colours;
}

function hash(text: string): number {
  let value = 0;
  for (let at = 0; at < text.length; at++) value = (Math.imul(value, 31) + text.charCodeAt(at)) >>> 0;
  return value;
}
