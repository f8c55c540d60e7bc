import { InvalidParameter } from "@/lib/spend/question-from-params";

/**
 * Whether a caller wants CSV: `Accept: text/csv`, or `?format=csv` for links that people click.
 * @throws InvalidParameter when `format` is another.
 */
export function prefersCsv(request: Request, url: URL): boolean {
  const format = url.searchParams.get("format")?.trim();
  if (format === "csv") return true;
  if (format) throw new InvalidParameter("format", 'must be "csv".');
  const accepted = (request.headers.get("accept") ?? "").split(",").map(acceptedType);
  const csv = accepted.find(({ type }) => type === "text/csv");
  const json = accepted.find(({ type }) => type === "application/json");
  if (!csv || csv.weight === 0) return false;
  if (!json || csv.weight !== json.weight) return !json || csv.weight > json.weight;
  return accepted.indexOf(csv) < accepted.indexOf(json);
}

/** A media type that is named, and how much it is wanted (RFC 9110, 12.5.1): between 0, not at all, and 1. */
function acceptedType(text: string): { type: string; weight: number } {
  const [type = "", ...parameters] = text.split(";").map((part) => part.trim().toLowerCase());
  const weight = Number(parameters.find((one) => one.startsWith("q="))?.slice(2) ?? 1);
  return { type, weight: Number.isNaN(weight) ? 1 : weight };
}
