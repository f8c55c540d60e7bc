import pg from "pg";
import { trafficDays } from "@/lib/db/queries/switch/traffic/traffic-days";
import type { Application } from "./application";
import { FILE_FROM, FILE_TO } from "./usage-file";

const PATIENCE_MS = 600_000;

/** Waits until the usage there is has been packed for what-ifs, in the background. */
export async function untilPacked({ databaseUrl }: Application): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const started = performance.now();
    while (!(await isPacked(client))) {
      if (performance.now() - started > PATIENCE_MS) throw new Error("the usage is not packed for what-ifs");
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  } finally {
    await client.end();
  }
}

async function isPacked(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ id: number }>("SELECT id FROM organizations");
  const id = rows[0]?.id ?? 0;
  const { rows: pieces } = await client.query<{ start: string; version: string }>(
    "SELECT extract(epoch FROM slot)::bigint AS start, version FROM traffic_pieces WHERE organization_id = $1",
    [id],
  );
  const kept = new Map(pieces.map(({ start, version }) => [Number(start) * 1_000_000, version]));
  const days = await trafficDays(client, id, new Date(FILE_FROM), new Date(FILE_TO));
  return days.every(({ start, version }) => kept.get(start) === version);
}
