import { InvalidParameter } from "@/lib/spend/question-from-params";

/**
 * Whether a caller wants CSV: `Accept: text/csv`, or `?format=csv` for links that people click.
 * @throws InvalidParameter when `format` is another.
 */
export function prefersCsv(request: Request, url: URL): boolean {
  const format = url.searchParams.get("format")?.trim();
  if (format === "csv") return true;
  if (format) throw new InvalidParameter("format", 'must be "csv".');
  const accepted = (request.headers.get("accept") ?? "").split(",").map((one) => one.split(";")[0]?.trim());
  const place = (type: string) => accepted.indexOf(type);
  return place("text/csv") >= 0 && (place("application/json") < 0 || place("text/csv") < place("application/json"));
}
