import "server-only";
import { listRejects } from "@/lib/db/queries/batches/batches";
import { COLUMNS_OF_REJECT, FILE_OF_REJECT, isColumnOfReject } from "@/lib/usage/columns-of-rejects";
import { quoteField, sniffDelimiter, splitFields } from "@/lib/usage/csv-fields";

const PAGE = 1000;

/**
 * A batch's rejects as CSV. Lines of a CSV file stand under their own header with the reason in columns added at the end
 * (which are ignored when the mended file is sent again); other lines are in a column `raw`. Added cells never begin a
 * formula, and neither do lines of JSON, which then are none; the sender's own cells are left as they were, or the file could
 * not be sent again.
 */
export async function* rejectsAsText(
  organizationId: number,
  batchId: number,
  header: string | null,
): AsyncGenerator<string> {
  const delimiter = header === null ? "," : sniffDelimiter(header);
  const row = (fields: readonly string[]) => `${fields.map(quoteField).join(delimiter)}\n`;
  const columns = header === null ? ["raw"] : splitFields(header, delimiter);
  // Of lines that were rejected before, mended and rejected again, the old reasons go.
  const withoutReason = (fields: readonly string[]) =>
    fields.filter((_, at) => !isColumnOfReject(columns[at] as string));
  const inFiles = (await listRejects(organizationId, batchId, 1)).some(({ file }) => file !== null);
  yield row([...withoutReason(columns), ...(inFiles ? [FILE_OF_REJECT] : []), ...COLUMNS_OF_REJECT]);
  for (let after = -1; ; ) {
    const rejects = await listRejects(organizationId, batchId, PAGE, after);
    for (const reject of rejects) {
      const own = header === null ? [guardFormula(reject.raw)] : splitFields(reject.raw, delimiter);
      const padded = [...own, ...columns.slice(own.length).map(() => "")].slice(0, columns.length);
      const reason = [String(reject.line), reject.field ?? "", reject.code, reject.message];
      if (inFiles) reason.unshift(reject.file ?? "");
      yield row([...withoutReason(padded), ...reason.map(guardFormula)]);
    }
    const last = rejects.at(-1);
    if (!last || rejects.length < PAGE) return;
    after = last.ordinal;
  }
}

/** Spreadsheets run cells that begin like this. */
function guardFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
