/** The parameters of a page's address, as Next.js hands them over. */
export type PageParams = Record<string, string | string[] | undefined>;

/** The same as URLSearchParams, repeated ones kept. */
export function toSearchParams(params: PageParams): URLSearchParams {
  const result = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) result.append(name, one);
  }
  return result;
}

/** Whether a parameter limits a page to some usage, or leaves some out. */
export function isFilterParam(name: string): boolean {
  return name.startsWith("filter.") || name.startsWith("not.");
}

/** The address of a path with parameters changed: a null takes one out, a list repeats it. */
export function hrefWith(
  path: string,
  params: URLSearchParams,
  changes: Readonly<Record<string, string | readonly string[] | null>>,
): string {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(changes)) {
    next.delete(name);
    for (const one of value === null ? [] : typeof value === "string" ? [value] : value) next.append(name, one);
  }
  const query = next.toString();
  return query === "" ? path : `${path}?${query}`;
}
