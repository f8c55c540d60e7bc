import { crc32 } from "node:zlib";
import { IngestError } from "../ingest-error";
import type { ByteReader } from "./byte-reader";
import { cutOffZip, damagedZip } from "./damaged-zip";
import { inflated } from "./inflate";
import { descriptorLength, type EntryFacts, LENGTHS, type LocalHeader, SIGNATURES } from "./zip-records";
import { isZlibError } from "./zlib-error";

const STORED = 0;
const DEFLATED = 8;
const SIGNATURE = Buffer.from([0x50, 0x4b, 0x07, 0x08]);

/** A file within a zip archive, whose content is read from where the reader stands. */
export class ZipEntry {
  /** What its content has turned out to be, once it has been read. */
  readonly facts: EntryFacts = { crc: 0, packedSize: 0, size: 0 };

  /** @throws IngestError when its content cannot be undone. */
  constructor(
    private readonly reader: ByteReader,
    readonly name: string,
    private readonly header: LocalHeader,
  ) {
    if (header.isEncrypted)
      throw new IngestError(400, "encrypted_zip", `"${name}" is protected with a password: pack it without one.`);
    if (header.method !== STORED && header.method !== DEFLATED) {
      const message = `"${name}" is packed with method ${header.method} of zip: pack it with the usual one (deflate).`;
      throw new IngestError(415, "unsupported_encoding", message);
    }
  }

  get isDirectory(): boolean {
    return this.name.endsWith("/");
  }

  /**
   * Its content, which has to be read to its end.
   * @throws IngestError (while reading) when it is cut off or not what the archive says it is.
   */
  async *read(): AsyncGenerator<Uint8Array> {
    const { facts, reader } = this;
    const start = reader.position;
    try {
      for await (const bytes of this.content()) {
        facts.crc = crc32(bytes, facts.crc);
        facts.size += bytes.length;
        yield bytes;
      }
    } catch (error) {
      if (!isZlibError(error)) throw error;
      throw (await reader.peek(1)).length === 0 ? cutOffZip(this.name) : this.damaged();
    }
    facts.packedSize = reader.position - start;
    await this.check();
  }

  private content(): AsyncIterable<Buffer> {
    const { hasDescriptor, method, packedSize } = this.header;
    if (method === DEFLATED) return inflated(this.reader, hasDescriptor ? null : packedSize);
    return hasDescriptor ? this.storedUntilDescriptor() : this.stored(packedSize);
  }

  private async *stored(size: number): AsyncGenerator<Buffer> {
    for (let left = size; left > 0; ) {
      const bytes = await this.reader.some(left);
      if (bytes === null) throw cutOffZip(this.name);
      left -= bytes.length;
      yield bytes;
    }
  }

  /** Where the content ends, only a descriptor says that states what was read before it. */
  private async *storedUntilDescriptor(): AsyncGenerator<Buffer> {
    const { facts, reader } = this;
    for (;;) {
      const window = await reader.peek(64 * 1024);
      const at = window.indexOf(SIGNATURE);
      if (at === 0 && descriptorLength(window, { ...facts, packedSize: facts.size }) !== null) return;
      // A folder may have none.
      if (facts.size === 0 && this.isDirectory && at !== 0) return;
      const length = at > 0 ? at : at === 0 ? 1 : window.length - (SIGNATURE.length - 1);
      const bytes = length > 0 ? await reader.take(length) : null;
      if (bytes === null) throw cutOffZip(this.name);
      yield bytes;
    }
  }

  private async check(): Promise<void> {
    const { facts, header, reader } = this;
    if (!header.hasDescriptor) {
      const { crc, packedSize, size } = header;
      if (crc !== facts.crc || packedSize !== facts.packedSize || size !== facts.size) throw this.damaged();
      return;
    }
    const following = await reader.peek(LENGTHS.longestDescriptor);
    const length = descriptorLength(following, facts);
    if (length !== null) await reader.take(length);
    else if (following.length < LENGTHS.longestDescriptor) throw cutOffZip(this.name);
    else if (!this.isDirectory || following.readUInt32LE() === SIGNATURES.descriptor) throw this.damaged();
  }

  private damaged(): IngestError {
    return damagedZip(`"${this.name}" in the zip archive is damaged.`);
  }
}
