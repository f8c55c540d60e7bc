import "server-only";
import type { PoolClient } from "pg";
import { to as copyTo } from "pg-copy-streams";
import { pool } from "./pool";

const HEADER_LENGTH = 19;
const END = -1;

/**
 * The rows of a query, each as the bytes of its fields (null for none), by COPY's binary format: bytes come as they are.
 * (`pg` itself reads every value as text.) COPY takes no parameters: the query's text has to be of our own making.
 */
export async function* copiedFields(client: PoolClient, query: string): AsyncGenerator<(Buffer | null)[]> {
  const waiting = new WaitingBytes();
  let row: (Buffer | null)[] | null = null;
  let fields = 0;
  let hasHeader = false;
  for await (const chunk of client.query(
    copyTo(`COPY (${query}) TO STDOUT (FORMAT binary)`),
  ) as AsyncIterable<Buffer>) {
    waiting.push(chunk);
    if (!hasHeader && waiting.length >= HEADER_LENGTH) {
      waiting.take(HEADER_LENGTH);
      hasHeader = true;
    }
    while (hasHeader) {
      if (row === null) {
        if (waiting.length < 2) break;
        fields = waiting.take(2).readInt16BE();
        if (fields === END) break;
        row = [];
      }
      while (row.length < fields) {
        if (waiting.length < 4) break;
        const length = waiting.peekInt32();
        if (waiting.length < 4 + Math.max(0, length)) break;
        waiting.take(4);
        row.push(length < 0 ? null : waiting.take(length));
      }
      if (row.length < fields) break;
      yield row;
      row = null;
    }
  }
}

/** The same over a connection of the pool, taken for as long as rows are. */
export async function* copiedFieldsOfPool(query: string): AsyncGenerator<(Buffer | null)[]> {
  const client = await pool().connect();
  let isWhole = false;
  try {
    yield* copiedFields(client, query);
    isWhole = true;
  } finally {
    // Otherwise closed instead of given back: a copy may still be on its way.
    client.release(!isWhole);
  }
}

/** Bytes in the pieces they came in; put together only when they are taken. */
class WaitingBytes {
  length = 0;
  private pieces: Buffer[] = [];

  push(piece: Buffer): void {
    this.pieces.push(piece);
    this.length += piece.length;
  }

  peekInt32(): number {
    if ((this.pieces[0]?.length ?? 0) < 4) this.pieces = [Buffer.concat(this.pieces)];
    return (this.pieces[0] as Buffer).readInt32BE();
  }

  take(length: number): Buffer {
    if ((this.pieces[0]?.length ?? 0) < length) this.pieces = [Buffer.concat(this.pieces)];
    const [first = Buffer.alloc(0), ...rest] = this.pieces;
    this.length -= length;
    this.pieces = first.length === length ? rest : [first.subarray(length), ...rest];
    return first.subarray(0, length);
  }
}
