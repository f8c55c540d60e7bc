/** Where what is described here is specified: PKWARE's APPNOTE.TXT, sections 4.3 to 4.5. */

/** What the records of a zip archive begin with, as little-endian numbers. */
export const SIGNATURES = {
  localHeader: 0x04034b50,
  descriptor: 0x08074b50,
  directoryEntry: 0x02014b50,
  directoryEnd: 0x06054b50,
  zip64DirectoryEnd: 0x06064b50,
  zip64Locator: 0x07064b50,
};

/** Lengths of their fixed parts. */
export const LENGTHS = {
  localHeader: 30,
  directoryEntry: 46,
  directoryEnd: 22,
  zip64Locator: 20,
  longestDescriptor: 24,
};

/** What an archive says of the content of a file. */
export interface EntryFacts {
  crc: number;
  packedSize: number;
  size: number;
}

/** What stands in front of a file. */
export interface LocalHeader extends EntryFacts {
  isEncrypted: boolean;
  /** Whether the facts follow the content, because they were not known before. */
  hasDescriptor: boolean;
  method: number;
}

/** What the directory at the end says of a file. */
export interface DirectoryEntry extends EntryFacts {
  /** Where its local header begins. */
  offset: number;
}

const ENCRYPTED = 1;
const DESCRIPTOR_FOLLOWS = 8;
/** Stands for a number that is in the zip64 extra field. */
const IN_ZIP64 = 0xffffffff;

/** Lengths of the parts of a local header and a directory entry that follow the fixed one. */
export function variableLengths(fixed: Buffer, isLocal: boolean): { name: number; extra: number; comment: number } {
  return isLocal
    ? { name: fixed.readUInt16LE(26), extra: fixed.readUInt16LE(28), comment: 0 }
    : { name: fixed.readUInt16LE(28), extra: fixed.readUInt16LE(30), comment: fixed.readUInt16LE(32) };
}

/** Reads a local header from its fixed part and its extra fields; null when it contradicts itself. */
export function readLocalHeader(fixed: Buffer, extra: Buffer): LocalHeader | null {
  const flags = fixed.readUInt16LE(6);
  const sizes = withZip64([fixed.readUInt32LE(22), fixed.readUInt32LE(18)], extra);
  if (!sizes) return null;
  return {
    isEncrypted: (flags & ENCRYPTED) !== 0,
    hasDescriptor: (flags & DESCRIPTOR_FOLLOWS) !== 0,
    method: fixed.readUInt16LE(8),
    crc: fixed.readUInt32LE(14),
    size: sizes[0] as number,
    packedSize: sizes[1] as number,
  };
}

/** Reads a directory entry from its fixed part and its extra fields; null when it contradicts itself. */
export function readDirectoryEntry(fixed: Buffer, extra: Buffer): DirectoryEntry | null {
  const numbers = withZip64([fixed.readUInt32LE(24), fixed.readUInt32LE(20), fixed.readUInt32LE(42)], extra);
  if (!numbers) return null;
  const [size, packedSize, offset] = numbers as [number, number, number];
  return { crc: fixed.readUInt32LE(16), size, packedSize, offset };
}

/**
 * How long the descriptor at the beginning of `bytes` is, if it states these facts. It comes with and without a signature,
 * with sizes of four and of eight bytes, and nothing says which: that it states what was read tells.
 */
export function descriptorLength(bytes: Buffer, facts: EntryFacts): number | null {
  for (const wide of [true, false]) {
    const plain = descriptor(facts, wide);
    const signed = Buffer.concat([uint32(SIGNATURES.descriptor), plain]);
    for (const form of [signed, plain]) if (bytes.subarray(0, form.length).equals(form)) return form.length;
  }
  return null;
}

/** The name of a file; one that is not UTF-8 is read as Latin-1, as much of which code page it is nobody says. */
export function entryName(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}

function descriptor({ crc, packedSize, size }: EntryFacts, wide: boolean): Buffer {
  const number = wide ? uint64 : uint32;
  return Buffer.concat([uint32(crc), number(packedSize), number(size)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value % 2 ** 32);
  return bytes;
}

function uint64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}

/** The numbers, those that are too large for their place from the zip64 extra field, which holds only these, in this order. */
function withZip64(numbers: readonly number[], extra: Buffer): number[] | null {
  const field = numbers.includes(IN_ZIP64) ? zip64Field(extra) : null;
  let at = 0;
  const all: number[] = [];
  for (const number of numbers) {
    if (number !== IN_ZIP64 || field === null) {
      all.push(number);
      continue;
    }
    if (at + 8 > field.length) return null;
    const large = Number(field.readBigUInt64LE(at));
    if (!Number.isSafeInteger(large)) return null;
    all.push(large);
    at += 8;
  }
  return all;
}

function zip64Field(extra: Buffer): Buffer | null {
  for (let at = 0; at + 4 <= extra.length; ) {
    const length = extra.readUInt16LE(at + 2);
    if (extra.readUInt16LE(at) === 1) return extra.subarray(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return null;
}
