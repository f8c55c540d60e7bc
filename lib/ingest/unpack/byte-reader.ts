/** Reads a stream of bytes by counts, whatever pieces it comes in. */
export class ByteReader {
  /** Bytes taken so far. */
  position = 0;
  private readonly source: AsyncIterator<Uint8Array>;
  private waiting: Buffer = Buffer.alloc(0);

  constructor(stream: AsyncIterable<Uint8Array>) {
    this.source = stream[Symbol.asyncIterator]();
  }

  /** What comes next, at least one byte and at most `most`; null at the end. */
  async some(most = Number.POSITIVE_INFINITY): Promise<Buffer | null> {
    const next = this.waiting.length > 0 ? this.waiting : await this.read();
    if (next === null) return null;
    this.waiting = next;
    return this.cut(Math.min(most, next.length));
  }

  /** What comes next, without taking it: `count` bytes, or fewer where the stream ends. */
  async peek(count: number): Promise<Buffer> {
    if (this.waiting.length < count) {
      const pieces = [this.waiting];
      for (let size = this.waiting.length; size < count; ) {
        const next = await this.read();
        if (next === null) break;
        pieces.push(next);
        size += next.length;
      }
      this.waiting = Buffer.concat(pieces);
    }
    return this.waiting.subarray(0, count);
  }

  /** The next `count` bytes; null when the stream ends before. */
  async take(count: number): Promise<Buffer | null> {
    return (await this.peek(count)).length < count ? null : this.cut(count);
  }

  /** Undoes the taking of the bytes taken last. */
  putBack(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.position -= bytes.length;
    this.waiting = this.waiting.length === 0 ? bytes : Buffer.concat([bytes, this.waiting]);
  }

  private cut(count: number): Buffer {
    const bytes = this.waiting.subarray(0, count);
    this.waiting = this.waiting.subarray(count);
    this.position += count;
    return bytes;
  }

  private async read(): Promise<Buffer | null> {
    for (;;) {
      const { done, value } = await this.source.next();
      if (done) return null;
      if (value.length > 0) return Buffer.from(value.buffer, value.byteOffset, value.length);
    }
  }
}
