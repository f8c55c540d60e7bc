import type { CsvMapping, MappedField } from "./csv-mapping";
import { type Evidence, findConventions, type SampleRow } from "./find-conventions";
import { guessColumns } from "./guess-columns";

/** A mapping for a person to confirm, with what speaks for it. */
export interface MappingProposal {
  mapping: CsvMapping;
  evidence: readonly Evidence[];
  /** What has to be said before the file can be read. */
  missing: readonly MappedField[];
}

/** Proposes what the columns of an unknown CSV file mean, by their names and by what stands in the first rows. */
export function proposeMapping(header: readonly string[], rows: readonly SampleRow[]): MappingProposal {
  const columns = guessColumns(
    header,
    rows.map(({ fields }) => fields),
  );
  const { conventions, evidence } = findConventions(header, rows, columns);
  const missing = (["timestamp", "model"] as const).filter((field) => columns[field] === undefined);
  const needsTokens = columns.input === undefined && columns.output === undefined;
  return {
    mapping: { columns, tags: [], constants: {}, conventions },
    evidence,
    missing: needsTokens ? [...missing, "input"] : missing,
  };
}
