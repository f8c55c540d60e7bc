import { isColumnOfReject } from "./columns-of-rejects";
import { columnName } from "./formats/csv-columns";
import type { CsvFormat } from "./formats/format";
import { CSV_FORMATS } from "./formats/list";
import { type CsvMapping, mappingProblem } from "./mapping/csv-mapping";
import { headerFingerprint } from "./mapping/header-fingerprint";
import { MAPPED_CSV, mappedCsv } from "./mapping/mapped-csv";
import { UnrecognisedFormat } from "./unrecognised-format";

/** What decides the format of a CSV file besides its header. */
export interface CsvChoice {
  forcedFormat: string | null;
  /** How to read this file, whatever its header looks like. */
  mapping?: CsvMapping | null;
  /** Remembered mappings by the fingerprint of their header; used where no format of ours fits. */
  mappings?: ReadonlyMap<string, CsvMapping>;
}

/**
 * The format of a CSV file: the one that is forced, that of a mapping, the first whose columns are there, or a remembered
 * mapping.
 * @throws UnrecognisedFormat which names the nearest format and what it misses.
 */
export function chooseCsvFormat(header: readonly string[], { forcedFormat, mapping, mappings }: CsvChoice): CsvFormat {
  if (mapping) return usable(mapping, header);
  const columns = new Set(header.map(columnName));
  const formats = forcedFormat ? CSV_FORMATS.filter(({ name }) => name === forcedFormat) : CSV_FORMATS;
  const found = formats.find((format) => missingColumns(format, columns).length === 0);
  if (found) return found;
  const remembered = forcedFormat === null || forcedFormat === MAPPED_CSV ? rememberedFor(header, mappings) : undefined;
  if (remembered) return usable(remembered, header);
  const nearest = formats
    .map((format) => ({ format, missing: missingColumns(format, columns) }))
    .sort((a, b) => a.missing.length / a.format.requires.length - b.missing.length / b.format.requires.length)[0];
  const shown = header.slice(0, 12).join(", ").slice(0, 300);
  if (!nearest) throw new UnrecognisedFormat("unrecognised_format", `There is no CSV format called "${forcedFormat}".`);
  throw new UnrecognisedFormat(
    "unrecognised_format",
    `The columns of this file (${shown}) are no format Outlay knows. Nearest is ${nearest.format.name}; missing: ${nearest.missing.join(", ")}.`,
  );
}

/** Also of a file of rejects that was mended. */
function rememberedFor(header: readonly string[], mappings: CsvChoice["mappings"]): CsvMapping | undefined {
  const own = header.filter((name) => !isColumnOfReject(name));
  return mappings?.get(headerFingerprint(header)) ?? mappings?.get(headerFingerprint(own));
}

function missingColumns(format: CsvFormat, columns: ReadonlySet<string>): string[] {
  return format.requires
    .map((need) => (typeof need === "string" ? [need] : need))
    .filter((choices) => !choices.some((choice) => columns.has(columnName(choice))))
    .map((choices) => choices.join(" or "));
}

function usable(mapping: CsvMapping, header: readonly string[]): CsvFormat {
  const problem = mappingProblem(mapping, header);
  if (problem) throw new UnrecognisedFormat("mapping_does_not_fit", problem);
  return mappedCsv(mapping);
}
