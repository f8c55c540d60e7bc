import "server-only";
import type { PoolClient } from "pg";
import type { ParsedItem } from "@/lib/usage/formats/format";
import { storable } from "./storable";

/**
 * Numbers the lines of an archive's records on from file to file, so that a line says which file it is of. Rejects keep
 * their lines: they name their file.
 */
export class FilePlaces {
  /** Lines of the files before. */
  private before = 0;
  private last = 0;
  private readonly places: { name: string; afterLine: number }[] = [];

  /** Numbers the lines of the file that is being read. */
  number(items: readonly ParsedItem[]): void {
    for (const item of items) {
      if (item.kind === "reject") continue;
      if (this.before > 0) item.line += this.before;
      if (item.line > this.last) this.last = item.line;
    }
  }

  /** To be called when all of a file has been numbered; `name` is null for an upload that is no archive. */
  endFile(name: string | null): void {
    if (name !== null && this.last > this.before) this.places.push({ name, afterLine: this.before });
    this.before = this.last;
  }

  /** Stores where the files of a batch begin, in the transaction that commits it. */
  async keep(client: PoolClient, organizationId: number, batchId: number): Promise<void> {
    if (this.places.length === 0) return;
    const [names, lines] = [this.places.map(({ name }) => storable(name)), this.places.map((place) => place.afterLine)];
    await client.query(KEEP, [organizationId, batchId, lines, names]);
  }
}

const KEEP = `
  INSERT INTO batch_files (organization_id, batch_id, after_line, name)
  SELECT $1, $2, after_line, name FROM unnest($3::int[], $4::text[]) AS placed(after_line, name)`;
