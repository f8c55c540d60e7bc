import { createHash } from "node:crypto";

/** Hashes a body while it is read, after the parameters it came with. */
export class RequestHash {
  private readonly hash = createHash("sha256");
  private readonly body: AsyncIterator<Uint8Array>;

  constructor(parameters: string, body: AsyncIterable<Uint8Array>) {
    this.hash.update(`${parameters}\n`);
    this.body = body[Symbol.asyncIterator]();
  }

  /** The body, as it came. */
  async *read(): AsyncGenerator<Uint8Array> {
    for (let next = await this.body.next(); !next.done; next = await this.body.next()) {
      this.hash.update(next.value);
      yield next.value;
    }
  }

  /** The hash, hexadecimal, once the rest of the body has been read as well. To be asked once. */
  async digest(): Promise<string> {
    for await (const _ of this.read());
    return this.hash.digest("hex");
  }
}
