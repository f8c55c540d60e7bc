import "server-only";
import type { Dictionary } from "./dictionary";

/** The number of a source's name; given out if it has none. */
export async function sourceNumber(dictionary: Dictionary, source: string): Promise<number> {
  if (dictionary.idOf("source", source) === undefined) await dictionary.assign();
  return dictionary.idOf("source", source) ?? 0;
}
