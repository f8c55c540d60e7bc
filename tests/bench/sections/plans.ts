import type { Application } from "../application";
import { secondOrganization } from "../second-organization";
import type { Figure, Section } from "../section";
import { upload } from "../upload";
import { FILE_FROM, FILE_TO, usageCsv } from "../usage-file";

const OWN_RECORDS = 1_000;
/** Tables in which the records of all organisations stand side by side, and what is made from them. */
const TABLES = ["usage_records", "rollups", "stored_keys"] as const;

const PERIOD = `from=${FILE_FROM}&to=${FILE_TO}`;
const WITHIN_DAY = `from=${FILE_FROM}T00:07:00Z&to=${FILE_TO}T00:07:00Z`;
const DIMENSIONS = ["model", "provider", "project", "apiKey", "user", "serviceTier", "region", "endpoint", "source"];
const SWITCH = { from: FILE_FROM, to: FILE_TO, moves: [{ fromModel: "gpt-4.1-2025-04-14", toModel: "gpt-5" }] };

/** Everything that is asked of the API and reads records or rollups. */
const QUESTIONS: readonly { path: string; body?: unknown }[] = [
  ...DIMENSIONS.map((dimension) => ({ path: `spend?${PERIOD}&groupBy=${dimension}` })),
  ...["hour", "week", "month", "none"].map((granularity) => ({ path: `spend?${PERIOD}&granularity=${granularity}` })),
  { path: `spend?${PERIOD}&groupBy=model,project&compare=previous` },
  { path: `spend?${PERIOD}&groupBy=project,user` },
  { path: `spend?${PERIOD}&groupBy=model&filter.project=project-1&filter.user=user-1` },
  { path: `spend?${PERIOD}&tz=Asia/Kathmandu&groupBy=user` },
  { path: `spend?${WITHIN_DAY}&groupBy=model,user` },
  { path: `records?${PERIOD}&sort=time` },
  { path: `records?${PERIOD}&sort=cost` },
  { path: `records?${PERIOD}&sort=cost&filter.model=gpt-4.1-2025-04-14` },
  ...["batches", "models", "overlaps", "billed-costs"].map((path) => ({ path })),
  { path: "switch", body: SWITCH },
  { path: "switch", body: { ...SWITCH, filter: { user: ["user-1"] } } },
];

/** Whether what a small organisation asks reads the data of a large one. */
export const plansSection: Section = {
  name: "plans",
  title: "sequential scans of tables that all organisations share, on behalf of a small one beside a large one",
  async run({ records }, applications) {
    const application = await applications.startWith(records);
    const small = await secondOrganization(application);
    await upload(small, usageCsv(OWN_RECORDS, 301));
    await application.sql("ANALYZE");
    const scans: { question: string; table: string; rows: number }[] = [];
    for (const question of QUESTIONS) {
      await settled(application);
      const before = await rowsScanned(application);
      await ask(small, question);
      await settled(application);
      const after = await rowsScanned(application);
      for (const table of TABLES) {
        const rows = after[table] - before[table];
        if (rows > 0) scans.push({ question: question.path, table, rows });
      }
    }
    await applications.stop(application);
    return TABLES.map((table): Figure => {
      const found = scans.filter((scan) => scan.table === table);
      const note = found.map(({ question, rows }) => `${question}: ${rows} rows`).join("; ");
      const what = `of ${QUESTIONS.length} questions scan ${table}`;
      return { what, value: found.length, unit: "", atMost: 0, note };
    });
  },
};

async function ask({ url, apiKey }: Application, { path, body }: (typeof QUESTIONS)[number]): Promise<void> {
  const answer = await fetch(`${url}/api/v1/${path}`, {
    method: body ? "POST" : "GET",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${text}`);
}

/** Ends the connections of the application that do nothing: only then everything they have read is counted. */
async function settled({ sql }: Application): Promise<void> {
  await sql(
    `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend' AND state = 'idle'`,
  );
}

async function rowsScanned({ sql }: Application): Promise<Record<(typeof TABLES)[number], number>> {
  const rows = await sql("SELECT relname, seq_tup_read::float8 AS rows FROM pg_stat_user_tables");
  const of = (table: string) => Number(rows.find(({ relname }) => relname === table)?.rows ?? 0);
  return { usage_records: of("usage_records"), rollups: of("rollups"), stored_keys: of("stored_keys") };
}
