import "server-only";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { isLedger } from "@/lib/usage/formats/ledger-formats";
import type { ItemSource } from "@/lib/usage/open-parser";
import { UnrecognisedFormat } from "@/lib/usage/unrecognised-format";
import { IngestError } from "./ingest-error";
import type { ArchivedFile, UnpackedPiece } from "./unpack/unpacked-files";

/** What was read of a file. */
interface FileRead {
  /** Null for an upload that is no archive. */
  name: string | null;
  parser: ItemSource;
  received: number;
  rejected: number;
  records: number;
}

/** The format of an archive whose files have several. */
export const MIXED_FILES = "mixed-files";
/** Files of an archive that are kept by name. */
const MOST_NAMED = 1000;

/** What became of the files of an archive, the first thousand of each. */
export interface ArchiveResult {
  files: { name: string; format: string; received: number; rejected: number }[];
  leftOut: string[];
}

/**
 * Turns an upload into items, each file of an archive with a parser of its own.
 * @throws UnrecognisedFormat from push, endFile and end, naming the file.
 */
export class FilesReader {
  /** Files read to their end. */
  count = 0;
  ignored = 0;
  private readonly results: ArchiveResult["files"] = [];
  private readonly leftOut: string[] = [];
  private readonly formats = new Set<string>();
  private readonly headers = new Set<string | null>();
  /** The file read now or last. */
  file: ArchivedFile | null = null;
  private read: FileRead | null = null;
  private lastFormat: string | null = null;
  private ledger: string | null = null;
  private single: string | null = null;

  constructor(private readonly openParser: () => ItemSource) {}

  /** Whether what comes next belongs to another file than what came before: then that has to be ended. */
  isOther({ file }: UnpackedPiece): boolean {
    return this.read !== null && file !== this.file && !file?.isLeftOut;
  }

  push({ file, bytes }: UnpackedPiece): ParsedItem[] {
    if (file?.isLeftOut) {
      if (this.leftOut.at(-1) !== file.name && this.leftOut.length < MOST_NAMED) this.leftOut.push(file.name);
      return [];
    }
    this.file = file;
    this.read ??= { name: file?.name ?? null, parser: this.openParser(), received: 0, rejected: 0, records: 0 };
    return this.itemsOf(this.read, (parser) => parser.push(bytes));
  }

  /** What is left of the file. */
  endFile(): ParsedItem[] {
    const { read } = this;
    if (!read) return [];
    const items = this.itemsOf(read, (parser) => parser.end());
    this.read = null;
    this.note(read);
    return items;
  }

  /** What is left once everything has come. */
  end(): ParsedItem[] {
    if (this.leftOut.length > 0 && this.count === 0 && !this.read)
      throw new UnrecognisedFormat("empty_input", "This archive holds no usage: what is in it is empty or not yours.");
    this.read ??= { name: null, parser: this.openParser(), received: 0, rejected: 0, records: 0 };
    return this.endFile();
  }

  /** The format found; null before the beginning has been read. */
  get format(): string | null {
    const current = this.read?.parser.format;
    const all = current ? new Set([...this.formats, current]) : this.formats;
    return all.size > 1 ? MIXED_FILES : ([...all][0] ?? null);
  }

  /** The format of the file read now or last; null before its beginning has been read. */
  get fileFormat(): string | null {
    return this.read ? this.read.parser.format : this.lastFormat;
  }

  /** The header line of a CSV file; of an archive, the one all its files have. */
  get header(): string | null {
    const all = this.read ? new Set([...this.headers, this.read.parser.header]) : this.headers;
    return all.size === 1 ? ([...all][0] ?? null) : null;
  }

  /** Whether this is a provider's own account of its usage. */
  get isLedger(): boolean {
    return this.ledger !== null;
  }

  /** What became of the files; null for an upload that is no archive. */
  get archive(): ArchiveResult | null {
    return this.results.length > 0 || this.leftOut.length > 0 ? { files: this.results, leftOut: this.leftOut } : null;
  }

  private itemsOf(read: FileRead, from: (parser: ItemSource) => ParsedItem[]): ParsedItem[] {
    const items = named(read, () => from(read.parser));
    read.received += items.length;
    for (const item of items) {
      if (item.kind === "record") read.records += 1;
      else if (item.kind === "reject") {
        read.rejected += 1;
        if (read.name !== null) item.file = read.name;
      }
    }
    return items;
  }

  private note({ name, parser, received, rejected, records }: FileRead): void {
    const format = parser.format ?? "";
    this.headers.add(parser.header);
    this.count += 1;
    this.ignored += parser.ignored;
    this.formats.add(format);
    this.lastFormat = format;
    if (name !== null && this.results.length < MOST_NAMED) this.results.push({ name, format, received, rejected });
    if (records === 0) return;
    if (isLedger(format)) this.ledger ??= name ?? "";
    else this.single ??= name ?? "";
    if (this.ledger !== null && this.single !== null) throw tellTheSame(this.ledger, this.single);
  }
}

function named<Result>({ name }: FileRead, parse: () => Result): Result {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof UnrecognisedFormat) || name === null) throw error;
    throw new UnrecognisedFormat(error.code, `"${name}" in the archive: ${error.message}`);
  }
}

/** Which of the two counts is decided between uploads. */
function tellTheSame(ledger: string, single: string): IngestError {
  const message = `"${ledger}" is an account of all usage and "${single}" tells of single calls: send them in archives of their own, so that what both tell counts once.`;
  return new IngestError(400, "mixed_archive", message);
}
