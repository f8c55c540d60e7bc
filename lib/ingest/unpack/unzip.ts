import { IngestError } from "../ingest-error";
import { ByteReader } from "./byte-reader";
import { cutOffZip, damagedZip } from "./damaged-zip";
import { checkDirectory, type FoundEntries } from "./zip-directory";
import { ZipEntry } from "./zip-entry";
import { entryName, LENGTHS, type LocalHeader, readLocalHeader, SIGNATURES, variableLengths } from "./zip-records";

/** Most files an archive may hold: what is known of each is kept until the directory at the end confirms it. */
const MOST_ENTRIES = 100_000;

/** Whether the first bytes of a stream are those of a zip archive (that may hold nothing). */
export function beginsLikeZip(head: Uint8Array): boolean {
  if (head[0] !== 0x50 || head[1] !== 0x4b) return false;
  return (head[2] === 3 && head[3] === 4) || (head[2] === 5 && head[3] === 6);
}

/**
 * The files of a zip archive in their order, folders too, while it comes in: each has to be read to its end before the next
 * is asked for. Every file is checked against its checksum, and at the end all of them against the directory, which is
 * missing where an archive is cut off.
 * @throws IngestError (while reading) when it is cut off, damaged, protected with a password or too large.
 */
export async function* unzip(stream: AsyncIterable<Uint8Array>): AsyncGenerator<ZipEntry> {
  const reader = new ByteReader(stream);
  const found: FoundEntries = new Map();
  while ((await signatureAhead(reader)) === SIGNATURES.localHeader) {
    if (found.size >= MOST_ENTRIES)
      throw new IngestError(413, "too_large", "This zip archive holds more than 100,000 files: send it in parts.");
    const offset = reader.position;
    const { name, header } = await takeLocalHeader(reader);
    const entry = new ZipEntry(reader, name, header);
    yield entry;
    found.set(offset, { name, ...entry.facts });
  }
  await checkDirectory(reader, found);
}

async function signatureAhead(reader: ByteReader): Promise<number> {
  const bytes = await reader.peek(4);
  if (bytes.length < 4) throw cutOffZip(null);
  return bytes.readUInt32LE();
}

async function takeLocalHeader(reader: ByteReader): Promise<{ name: string; header: LocalHeader }> {
  const fixed = await reader.take(LENGTHS.localHeader);
  const lengths = fixed && variableLengths(fixed, true);
  const name = lengths && (await reader.take(lengths.name));
  const extra = lengths && (await reader.take(lengths.extra));
  if (!fixed || !name || !extra) throw cutOffZip(null);
  const header = readLocalHeader(fixed, extra);
  if (!header) throw damagedZip(`What the zip archive says of "${entryName(name)}" is damaged.`);
  return { name: entryName(name), header };
}
