import type { IngestError } from "../ingest-error";
import type { ByteReader } from "./byte-reader";
import { cutOffZip, damagedZip } from "./damaged-zip";
import { type EntryFacts, entryName, LENGTHS, readDirectoryEntry, SIGNATURES, variableLengths } from "./zip-records";

/** What was read of an archive, by where it began. */
export type FoundEntries = Map<number, EntryFacts & { name: string }>;

/**
 * Reads the directory of a zip archive, with which it ends, and sees that it lists what was found, all of it and nothing
 * else.
 * @throws IngestError when it does not, when it is cut off, and when anything follows it.
 */
export async function checkDirectory(reader: ByteReader, found: FoundEntries): Promise<void> {
  let listed = 0;
  for (;;) {
    switch ((await take(reader, 4, true)).readUInt32LE()) {
      case SIGNATURES.directoryEntry:
        await checkEntry(reader, found);
        listed += 1;
        break;
      case SIGNATURES.zip64DirectoryEnd: {
        const start = await take(reader, 12);
        await take(reader, Number(start.readBigUInt64LE(4)));
        break;
      }
      case SIGNATURES.zip64Locator:
        await take(reader, LENGTHS.zip64Locator);
        break;
      case SIGNATURES.directoryEnd: {
        const end = await take(reader, LENGTHS.directoryEnd);
        await take(reader, end.readUInt16LE(20));
        if (listed !== found.size) throw contradicts();
        if ((await reader.peek(1)).length > 0) throw damagedZip("Something follows the end of the zip archive.");
        return;
      }
      default:
        throw damagedZip("The zip archive is damaged between its files.");
    }
  }
}

async function checkEntry(reader: ByteReader, found: FoundEntries): Promise<void> {
  const fixed = await take(reader, LENGTHS.directoryEntry);
  const lengths = variableLengths(fixed, false);
  const name = entryName(await take(reader, lengths.name));
  const entry = readDirectoryEntry(fixed, await take(reader, lengths.extra));
  await take(reader, lengths.comment);
  const read = entry && found.get(entry.offset);
  const isSame =
    read?.name === name && read.crc === entry?.crc && read.packedSize === entry.packedSize && read.size === entry.size;
  if (!isSame) throw contradicts();
}

/** Most bytes of a part of the directory; only a damaged number is larger. */
const MOST = 2 ** 20;

async function take(reader: ByteReader, count: number, isAhead = false): Promise<Buffer> {
  if (count > MOST) throw contradicts();
  const bytes = await reader.peek(count);
  if (bytes.length < count) throw cutOffZip(null);
  if (!isAhead) await reader.take(count);
  return bytes;
}

function contradicts(): IngestError {
  return damagedZip("The directory of the zip archive lists other files than it holds.");
}
