import "server-only";
import type { ParsedItem } from "@/lib/usage/formats/format";
import type { LoadLimits } from "./load-limits";
import type { Loader } from "./loader";

/**
 * Decides which road an upload takes. The fast one holds the lock of the organisation's merges from its beginning, so it
 * is for uploads that are large and come faster than they can be stored; a sender that slows down must not keep others
 * waiting, and loses it.
 */
export class Pace {
  private gathered: ParsedItem[] | null = [];
  private waited = 0;
  private since = performance.now();
  private onFastRoad = false;

  constructor(
    private readonly loader: Loader,
    private readonly limits: LoadLimits,
  ) {}

  /** The pieces of the upload, as they come. */
  async *watch<Piece>(stream: AsyncIterable<Piece>): AsyncGenerator<Piece> {
    const iterator = stream[Symbol.asyncIterator]();
    try {
      for (;;) {
        const next = await this.waitFor(iterator.next());
        if (next.done) return;
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  /** Loads items, or gathers them until it is clear which road to take. */
  async load(items: readonly ParsedItem[]): Promise<void> {
    if (!this.gathered) return this.loader.load(items);
    for (const item of items) this.gathered.push(item);
    if (this.gathered.length < this.limits.directFrom) return;
    if (this.waited < this.limits.patienceMs) this.onFastRoad = await this.loader.goDirect(this.limits);
    this.waited = 0;
    this.since = performance.now();
    await this.end();
  }

  /** Loads what is gathered. */
  async end(): Promise<void> {
    const items = this.gathered ?? [];
    this.gathered = null;
    await this.loader.load(items);
  }

  /**
   * What is loaded from now on comes from another file of the upload. Where several files tell of one thing only the merge
   * can decide.
   */
  async nextFile(): Promise<void> {
    await this.end();
    if (this.onFastRoad) await this.retreat();
    await this.loader.nextFile();
  }

  private async waitFor<T>(coming: Promise<T>): Promise<T> {
    const began = performance.now();
    const next = this.onFastRoad ? await this.orRetreat(coming) : await coming;
    this.waited += performance.now() - began;
    const slow = this.waited > this.limits.patienceMs && this.waited > (performance.now() - this.since) / 2;
    if (this.onFastRoad && slow) await this.retreat();
    return next;
  }

  private async orRetreat<T>(coming: Promise<T>): Promise<T> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<"too long">((resolve) => {
      timer = setTimeout(resolve, this.limits.patienceMs, "too long");
    });
    const first = await Promise.race([coming, tooLong]).finally(() => clearTimeout(timer));
    if (first === "too long") await this.retreat();
    return coming;
  }

  private async retreat(): Promise<void> {
    this.onFastRoad = false;
    await this.loader.direct?.retreat();
  }
}
