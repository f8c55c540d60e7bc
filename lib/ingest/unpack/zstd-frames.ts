/** RFC 8878, 3.1.1 and 3.1.2. */
const FRAME = 0xfd2fb528;
const SKIPPABLE = 0x184d2a50;
const DICTIONARY_ID_BYTES = [0, 1, 2, 4] as const;
const CONTENT_SIZE_BYTES = [0, 2, 4, 8] as const;
const REPEATED_BYTE = 1;

type Part = "magic" | "descriptor" | "skippable size" | "block header";

/**
 * Follows the frames of zstd data, however it is split into pieces, without undoing it: to tell whether the last one is
 * whole. A decoder that is not told of the end of its input cannot.
 */
export class ZstdFrames {
  /** The part that comes next once `skip` bytes have passed, and what there is of it. */
  private part: Part = "magic";
  private readonly head = Buffer.alloc(4);
  private held = 0;
  private skip = 0;
  private hasChecksum = false;

  /** Follows bytes to their end, or to that of a frame. Answers how many these were. */
  follow(bytes: Uint8Array): number {
    let at = 0;
    do {
      if (this.skip > 0) {
        const passed = Math.min(this.skip, bytes.length - at);
        this.skip -= passed;
        at += passed;
        continue;
      }
      this.head[this.held] = bytes[at] as number;
      this.held += 1;
      at += 1;
      if (this.held === LENGTHS[this.part]) this.next();
    } while (at < bytes.length && !this.isWhole);
    return at;
  }

  /** Whether the bytes so far end where a frame does. */
  get isWhole(): boolean {
    return this.part === "magic" && this.held === 0 && this.skip === 0;
  }

  private next(): void {
    this.held = 0;
    switch (this.part) {
      case "magic":
        this.readMagic(this.head.readUInt32LE());
        break;
      case "skippable size":
        this.pass(this.head.readUInt32LE(), "magic");
        break;
      case "descriptor":
        this.readDescriptor(this.head.readUInt8());
        break;
      case "block header":
        this.readBlock(this.head.readUIntLE(0, 3));
    }
  }

  private readMagic(magic: number): void {
    if (magic === FRAME) this.part = "descriptor";
    else if ((magic & 0xfffffff0) >>> 0 === SKIPPABLE) this.part = "skippable size";
    // Anything else is refused by the decoder; until then it is no whole frame.
    else this.pass(Number.POSITIVE_INFINITY, "magic");
  }

  private readDescriptor(descriptor: number): void {
    const isSingleSegment = (descriptor & 0x20) !== 0;
    this.hasChecksum = (descriptor & 0x04) !== 0;
    const window = isSingleSegment ? 0 : 1;
    const dictionary = DICTIONARY_ID_BYTES[(descriptor & 3) as 0 | 1 | 2 | 3];
    const contentSize = CONTENT_SIZE_BYTES[(descriptor >> 6) as 0 | 1 | 2 | 3] || (isSingleSegment ? 1 : 0);
    this.pass(window + dictionary + contentSize, "block header");
  }

  private readBlock(header: number): void {
    const isLast = (header & 1) !== 0;
    const size = ((header >> 1) & 3) === REPEATED_BYTE ? 1 : header >> 3;
    const checksum = isLast && this.hasChecksum ? 4 : 0;
    this.pass(size + checksum, isLast ? "magic" : "block header");
  }

  private pass(bytes: number, then: Part): void {
    this.skip = bytes;
    this.part = then;
  }
}

const LENGTHS: Readonly<Record<Part, number>> = { magic: 4, descriptor: 1, "skippable size": 4, "block header": 3 };
