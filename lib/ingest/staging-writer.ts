import "server-only";
import { once } from "node:events";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { pool } from "@/lib/db/pool";
import { STAGED_COLUMNS } from "./staged-row";

/** Rows are handed to the database in pieces of about this many characters. */
const PIECE = 256 * 1024;

/** Writes rows into staged_records through one COPY, waiting when the database is slower than we are. */
export class StagingWriter {
  private text = "";

  private constructor(
    private readonly client: PoolClient,
    private readonly copy: ReturnType<typeof copyFrom>,
    private readonly done: Promise<void>,
  ) {}

  static async open(): Promise<StagingWriter> {
    const client = await pool().connect();
    const copy = client.query(copyFrom(`COPY staged_records (${STAGED_COLUMNS}) FROM STDIN`));
    const done = finished(copy);
    // Whoever waits for `done` gets the error; without a listener of its own it would end the process before that.
    done.catch(() => undefined);
    return new StagingWriter(client, copy, done);
  }

  /** Adds a row to what the next flush hands over. */
  add(row: string): void {
    this.text += row;
  }

  /** Whether it is time to flush. */
  get isFull(): boolean {
    return this.text.length >= PIECE;
  }

  /** Hands rows to the database, and waits when it is behind. */
  async flush(): Promise<void> {
    const text = this.text;
    this.text = "";
    if (text === "") return;
    if (!this.copy.write(text)) await Promise.race([once(this.copy, "drain"), this.done]);
  }

  async close(): Promise<void> {
    try {
      await this.flush();
      this.copy.end();
      await this.done;
    } finally {
      this.client.release();
    }
  }

  /** Gives up: what was written is undone by the database. */
  async abort(): Promise<void> {
    this.copy.destroy();
    await this.done.catch(() => undefined);
    this.client.release(true);
  }
}
