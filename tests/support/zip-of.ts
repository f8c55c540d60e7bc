import { crc32, deflateRawSync } from "node:zlib";

/** A zip archive of some files, in their order. */
export function zipOf(files: readonly (readonly [name: string, content: string | Uint8Array])[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const [name, content] of files) {
    const plain = Buffer.from(content as Uint8Array);
    const packed = deflateRawSync(plain);
    const facts = Buffer.alloc(16);
    facts.writeUInt32LE(crc32(plain), 0);
    facts.writeUInt32LE(packed.length, 4);
    facts.writeUInt32LE(plain.length, 8);
    facts.writeUInt16LE(Buffer.byteLength(name), 12);
    const head = Buffer.from([20, 0, 0, 8, 8, 0, 0, 0, 0, 0]);
    const local = Buffer.concat([Buffer.from("PK\x03\x04"), head, facts, Buffer.from(name), packed]);
    const where = Buffer.alloc(14);
    where.writeUInt32LE(offset, 10);
    directory.push(Buffer.from("PK\x01\x02"), Buffer.from([20, 0]), head, facts, where, Buffer.from(name));
    parts.push(local);
    offset += local.length;
  }
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  return Buffer.concat([...parts, ...directory, end]);
}
