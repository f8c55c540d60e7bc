import { rmSync } from "node:fs";
import { parseUsd } from "@/lib/pricing/money";
import type { Application } from "../application";
import { besideEngine, type Engine, startEngine } from "../engine";
import { type Durations, measureInTurns } from "../measure";
import { RECORD_COLUMNS, recordsFile } from "../records-file";
import type { Figure, Section } from "../section";
import { FILE_FROM, FILE_TO } from "../usage-file";

const TIMES = 30;
const FEW = 1_000_000;
const PERIOD = `from=${FILE_FROM}&to=${FILE_TO}`;
const WEEK = "from=2026-10-01&to=2026-10-08";

/** What the overview asks when it is opened, and what people ask on Explore. */
const REQUESTS: readonly { what: string; path: string; atMost?: number }[] = [
  { what: "overview: by day and model", path: `spend?${PERIOD}&granularity=day&groupBy=model`, atMost: 50 },
  { what: "overview: with the previous period", path: `spend?${PERIOD}&groupBy=model&compare=previous` },
  ...["model", "project", "apiKey", "user"].map((dimension) => ({
    what: `overview: the first of ${dimension}`,
    path: `spend?${PERIOD}&granularity=none&groupBy=${dimension}`,
  })),
  { what: "overview: forecast of the month", path: "spend/forecast?unit=month" },
  { what: "explore: by day and project", path: `spend?${PERIOD}&groupBy=project` },
  { what: "explore: by day and user", path: `spend?${PERIOD}&groupBy=user` },
  { what: "explore: projects and models", path: `spend/table?${PERIOD}&groupBy=project,model` },
  { what: "explore: projects and users", path: `spend/table?${PERIOD}&groupBy=project,user` },
  { what: "explore: a week by hour and model", path: `spend?${WEEK}&granularity=hour&groupBy=model` },
  { what: "explore: one project by day and model", path: `spend?${PERIOD}&groupBy=model&filter.project=project-7` },
  { what: "explore: one user by day and model", path: `spend?${PERIOD}&groupBy=model&filter.user=user-7` },
  { what: "explore: another time zone", path: `spend?${PERIOD}&tz=Asia/Kathmandu&groupBy=model` },
  { what: "records: the latest", path: `records?${PERIOD}&sort=time` },
  { what: "records: the dearest", path: `records?${PERIOD}&sort=cost` },
  { what: "records: the dearest of a user", path: `records?${PERIOD}&sort=cost&filter.user=user-7` },
];

/** The same question to Outlay and to databases made for analysis. */
const COMPARED = [
  { what: "spend by day and model", filter: "", where: "", atMost: 0.25 },
  {
    what: "the same of one project",
    filter: "&filter.project=project-7",
    where: "AND project = 'project-7'",
    atMost: 1,
  },
] as const;

/** The dashboard's questions, beside DuckDB and ClickHouse over the very same records. */
export const dashboardSection: Section = {
  name: "dashboard",
  title: "what the overview and Explore ask, and the same questions to DuckDB and ClickHouse over the same records",
  async run({ records, files }, applications) {
    const [few, many] = [await applications.filledWith(FEW), await applications.filledWith(records)];
    const durations = await measureInTurns(
      TIMES,
      REQUESTS.map((request) => () => ask(many, request.path)),
      3,
    );
    const figures = REQUESTS.flatMap((request, index) => durationFigures(request, durations[index] as Durations));
    return [...figures, ...(await againstFew(few, many)), ...(await againstEngines(many, files))];
  },
};

function durationFigures({ what, atMost }: (typeof REQUESTS)[number], { median, p95 }: Durations): Figure[] {
  const note = `95th percentile ${p95.toFixed(1)} ms`;
  return [{ what, value: median, unit: "ms", note, ...(atMost !== undefined && { atMost }) }];
}

async function againstFew(few: Application, many: Application): Promise<Figure[]> {
  const path = (REQUESTS[0] as (typeof REQUESTS)[number]).path;
  const [small, large] = (await measureInTurns(TIMES, [() => ask(few, path), () => ask(many, path)])) as Durations[];
  const value = (large?.median ?? 0) / (small?.median ?? 1);
  return [{ what: `overview, against ${FEW.toLocaleString("en-US")} records`, value, unit: "×", atMost: 1.2 }];
}

async function againstEngines(application: Application, folder: string): Promise<Figure[]> {
  const file = await recordsFile(application.databaseUrl, folder);
  const figures: Figure[] = [];
  try {
    for (const name of ["duckdb", "clickhouse"] as const) {
      const engine = await startEngine(name, file, RECORD_COLUMNS);
      for (const question of COMPARED) figures.push(await compare(application, engine, question));
      await engine.stop();
    }
  } finally {
    rmSync(file, { force: true });
  }
  return figures;
}

/** Asks in turns, and first makes sure that both answer the same. */
async function compare(application: Application, engine: Engine, question: (typeof COMPARED)[number]): Promise<Figure> {
  const path = `spend?${PERIOD}&granularity=day&groupBy=model${question.filter}`;
  const sql = spendSql(question.where);
  const [theirs, ours] = [await engine.ask(sql), (await ask(application, path)) as SpendJson];
  const said = new Map(theirs.rows.map(([day, model, cost]) => [`${day} ${model}`, BigInt(cost ?? 0)]));
  const differs = ours.series.find(
    ({ start, key, totals }) => said.get(`${start.slice(0, 10)} ${key.model}`) !== parseUsd(totals.cost),
  );
  if (differs || said.size !== ours.series.length) {
    throw new Error(`${engine.name} answers otherwise: ${JSON.stringify(differs ?? theirs.rows.length)}`);
  }
  const medians = await besideEngine(TIMES, () => ask(application, path), engine, [sql]);
  return {
    what: `${question.what}, of the time of ${engine.name}`,
    value: medians.outlay / medians.engine,
    unit: "×",
    atMost: question.atMost,
    note: `${medians.outlay.toFixed(1)} ms over HTTP, ${medians.engine.toFixed(1)} ms in the engine`,
  };
}

function spendSql(where: string): string {
  const sums = ["requests", "input_uncached", "cache_read", "cache_write", "output", "reasoning"];
  return `SELECT CAST(timestamp AS DATE) AS day, model, sum(CAST(cost AS DECIMAL(38, 0))) AS cost,
    ${sums.map((name) => `sum(${name})`).join(", ")} FROM records
    WHERE timestamp >= '${FILE_FROM} 00:00:00' AND timestamp < '${FILE_TO} 00:00:00' ${where} GROUP BY day, model`;
}

interface SpendJson {
  series: { start: string; key: { model: string }; totals: { cost: string } }[];
}

async function ask({ url, apiKey }: Application, path: string): Promise<unknown> {
  const answer = await fetch(`${url}/api/v1/${path}`, { headers: { authorization: `Bearer ${apiKey}` } });
  if (!answer.ok) throw new Error(`GET /api/v1/${path} answered ${answer.status}: ${await answer.text()}`);
  return answer.json();
}
