/** Whether a caller wants CSV: `Accept: text/csv`, or `?format=csv` for links that people click. */
export function prefersCsv(request: Request, url: URL): boolean {
  if (url.searchParams.get("format") === "csv") return true;
  const accepted = (request.headers.get("accept") ?? "").split(",").map((one) => one.split(";")[0]?.trim());
  const place = (type: string) => accepted.indexOf(type);
  return place("text/csv") >= 0 && (place("application/json") < 0 || place("text/csv") < place("application/json"));
}
