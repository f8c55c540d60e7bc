/** Text as Postgres can hold it: without NUL. */
export function storable(text: string | null): string | null {
  return text === null ? null : text.replaceAll("\0", "\uFFFD");
}
