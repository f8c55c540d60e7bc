import "server-only";
import { finished } from "node:stream/promises";
import type { PoolClient } from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { BINARY_END, BINARY_START, reusePiece } from "./binary-rows";

/** Bytes that may wait for the database. */
const MOST_WAITING = 24 * 1024 * 1024;

/**
 * What one connection does, one after another: pieces of binary rows for one COPY or another, and statements in between.
 * Nothing here waits; `hasRoom` does, when the database is behind.
 */
export class CopyLane {
  private tail: Promise<void> = Promise.resolve();
  private open: { target: string; copy: ReturnType<typeof copyFrom>; done: Promise<void> } | null = null;
  private waiting = 0;
  private failure: { error: unknown } | null = null;
  private wake: (() => void) | null = null;

  constructor(readonly client: PoolClient) {}

  /** Rows for a table and its columns: `usage_records (organization_id, …)`. */
  copy(target: string, piece: Buffer): void {
    this.waiting += piece.length;
    this.next(async () => {
      if (this.open?.target !== target) {
        await this.endCopy();
        await this.beginCopy(target);
      }
      await this.write(piece);
      this.waiting -= piece.length;
      reusePiece(piece);
      if (this.waiting < MOST_WAITING / 2) this.wake?.();
    });
  }

  /** Statements of their own, after what came before. */
  run(action: (client: PoolClient) => Promise<void>): void {
    this.next(async () => {
      await this.endCopy();
      await action(this.client);
    });
  }

  /** Waits while too much is under way. @throws what a statement threw. */
  async hasRoom(): Promise<void> {
    if (this.waiting > MOST_WAITING) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      this.wake = null;
    }
    this.throwFailure();
  }

  /** Waits until everything is done. @throws what a statement threw. */
  async finish(): Promise<void> {
    this.next(() => this.endCopy());
    await this.tail;
    this.throwFailure();
  }

  /** Gives up: what is under way is ended, what was to follow is not done. */
  async abort(): Promise<void> {
    this.failure ??= { error: new Error("given up") };
    this.open?.copy.destroy();
    await this.tail;
    await this.open?.done.catch(() => undefined);
    this.open = null;
  }

  private next(action: () => Promise<void>): void {
    this.tail = this.tail.then(async () => {
      if (this.failure) return;
      try {
        await action();
      } catch (error) {
        this.failure ??= { error };
        this.wake?.();
      }
    });
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }

  private async beginCopy(target: string): Promise<void> {
    const copy = this.client.query(copyFrom(`COPY ${target} FROM STDIN (FORMAT binary)`));
    const done = finished(copy);
    // Whoever waits for `done` gets the error; without a listener of its own it would end the process before that.
    done.catch(() => undefined);
    this.open = { target, copy, done };
    await this.write(BINARY_START);
  }

  private async write(piece: Buffer): Promise<void> {
    const { open } = this;
    if (!open) throw new Error("there is no COPY under way");
    // Answered only when the connection has taken all of it.
    await Promise.race([new Promise((resolve) => open.copy.write(piece, resolve)), open.done]);
  }

  private async endCopy(): Promise<void> {
    const { open } = this;
    if (!open) return;
    open.copy.end(BINARY_END);
    await open.done;
    this.open = null;
  }
}
