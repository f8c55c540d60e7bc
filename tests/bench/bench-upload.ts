import { createReadStream, createWriteStream, statSync } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";
import type { Application } from "./application";
import { timed } from "./measure";

/** What an upload answered, as far as the bench looks at it. */
interface UploadAnswer {
  received: number;
  inserted: number;
  duplicates: number;
  rejected: number;
}

/** How long an upload took from first byte to commit, and the most memory the server held meanwhile. */
export interface UploadMeasurement {
  ms: number;
  answer: UploadAnswer;
  peakMemory: number;
}

/** Streams a file to POST /api/v1/usage and samples the server's memory until it has answered. */
export async function upload(application: Application, file: string): Promise<UploadMeasurement> {
  let peakMemory = application.serverMemory();
  const sampling = setInterval(() => {
    peakMemory = Math.max(peakMemory, application.serverMemory());
  }, 100);
  try {
    const { ms, result } = await timed(async () => {
      const response = await fetch(`${application.url}/api/v1/usage?source=bench.csv`, {
        method: "POST",
        headers: {
          authorization: `Bearer ${application.apiKey}`,
          "content-length": String(statSync(file).size),
        },
        body: Readable.toWeb(createReadStream(file, { highWaterMark: 1 << 20 })) as ReadableStream,
        duplex: "half",
      } as RequestInit);
      if (!response.ok) throw new Error(`upload answered ${response.status}: ${await response.text()}`);
      return (await response.json()) as UploadAnswer;
    });
    return { ms, answer: result, peakMemory };
  } finally {
    clearInterval(sampling);
  }
}

/**
 * Bare COPY of everything in usage_records, from a file, into an empty table of the same columns and the same primary
 * key: the yardstick for uploads. `rows` limits it to the records of the newest batch.
 */
export async function bareCopy(databaseUrl: string, file: string): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await pipeline(client.query(copyTo("COPY usage_records TO STDOUT")), createWriteStream(file));
    await client.query("DROP TABLE IF EXISTS bench_usage_records");
    await client.query("CREATE TABLE bench_usage_records (LIKE usage_records INCLUDING ALL)");
    const { ms } = await timed(() =>
      pipeline(
        createReadStream(file, { highWaterMark: 1 << 20 }),
        client.query(copyFrom("COPY bench_usage_records FROM STDIN")),
      ),
    );
    await client.query("DROP TABLE bench_usage_records");
    return ms;
  } finally {
    await client.end();
  }
}
