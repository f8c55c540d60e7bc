import { rmSync } from "node:fs";
import { femtoUsd, parseUsd, usdString } from "@/lib/pricing/money";
import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";
import type { Application } from "../application";
import { besideEngine, type Engine, startEngine } from "../engine";
import { type Durations, measureInTurns } from "../measure";
import { RECORD_COLUMNS, recordsFile } from "../records-file";
import type { Figure, Section } from "../section";
import { FILE_FROM, FILE_TO } from "../usage-file";

const TIMES = 30;
const FEW_TIMES = 5;
const FROM_MODEL = "gpt-4.1-2025-04-14";
const ON_TARGET = "gpt-5-2025-08-07";
const MOVE = { fromModel: FROM_MODEL, toModel: "openai/gpt-5" };
const ONE_MOVE = { moves: [MOVE], tier: "tier3", rankingLimit: 0 };
const EVERYTHING = { moves: [{ toModel: "openai/gpt-5" }], tier: "tier3", rankingLimit: 2000 };

/** A number that no question had before, so that nothing of an answer can be remembered. */
let fresh = 0;

/** Questions, each anew every time. */
const QUESTIONS: readonly { what: string; ask(): object; times: number; atMost?: number; unit: "ms" | "s" }[] = [
  {
    what: "one move: costs, every check, bands, headroom",
    ask: () => ({ ...ONE_MOVE, ownLimits: otherLimits() }),
    times: TIMES,
    atMost: 300,
    unit: "ms",
  },
  { what: "the same asked again", ask: () => ONE_MOVE, times: TIMES, unit: "ms" },
  {
    what: "the same move, all models ranked for its traffic",
    ask: () => ({ ...ONE_MOVE, rankingLimit: 2000, ownLimits: otherLimits() }),
    times: TIMES,
    atMost: 300,
    unit: "ms",
  },
  {
    what: "everything moved, all models ranked",
    ask: () => ({ ...EVERYTHING, ownLimits: otherLimits() }),
    times: TIMES,
    atMost: 300,
    unit: "ms",
  },
  {
    what: "a slider: the same move, another share of cache hits",
    ask: () => ({ ...ONE_MOVE, evidenceLimit: 0, levers: { cacheKept: (fresh++ % 1000) / 1000 } }),
    times: TIMES,
    atMost: 100,
    unit: "ms",
  },
  {
    what: "a user nobody asked about before",
    ask: () => ({ ...ONE_MOVE, moves: [{ ...MOVE, where: { user: [`user-${fresh++ % 500}`] } }] }),
    times: FEW_TIMES,
    atMost: 2,
    unit: "s",
  },
  {
    what: "a prompt size nobody asked for before",
    ask: () => ({ ...ONE_MOVE, moves: [{ ...MOVE, where: { maxInput: 5_000 + fresh++ } }] }),
    times: FEW_TIMES,
    atMost: 2,
    unit: "s",
  },
  {
    what: "a factor on the output nobody asked for before",
    ask: () => ({ ...ONE_MOVE, evidenceLimit: 0, levers: { outputFactor: 1 + (fresh++ % 7000) / 1000 } }),
    times: TIMES,
    atMost: 100,
    unit: "ms",
  },
  {
    what: "a factor on the output whose limit cuts the traffic",
    ask: () => ({
      ...{ ...ONE_MOVE, evidenceLimit: 0, levers: { outputFactor: 3 + (fresh++ % 2000) / 1000 } },
      moves: [{ ...MOVE, toModel: "openai/gpt-3.5-turbo" }],
    }),
    times: TIMES,
    atMost: 100,
    unit: "ms",
  },
  { what: "the best split", ask: () => ({ ...ONE_MOVE, bestSplit: {} }), times: FEW_TIMES, unit: "s" },
  {
    what: "the best assignment of 20 projects to 4 models",
    ask: () => ({ ...ONE_MOVE, bestAssignment: { by: "project", models: ASSIGNED, mostMoves: 10 } }),
    times: FEW_TIMES,
    unit: "s",
  },
];

/** Limits nobody had before: then sums of the traffic are not remembered. */
function otherLimits() {
  return [{ model: MOVE.toModel, tokensPerMinute: 1_000_000 + fresh++ }];
}

const ASSIGNED = ["openai/gpt-5", "openai/gpt-5-mini", "openai/gpt-4.1-mini", "google/gemini-2.5-flash"];

/** What-ifs, beside the same repricing written as SQL for DuckDB over the very same records. */
export const switchSection: Section = {
  name: "switch",
  title: "POST /api/v1/switch over 90 days, and the same repricing in DuckDB over the same records",
  async run({ records, files }, applications) {
    const application = await applications.filledWith(records);
    const started = performance.now();
    await ask(application, ONE_MOVE);
    const first = (performance.now() - started) / 1000;
    const note = `packed in the background ${(application.packedInMs / 1000).toFixed(0)} s after it`;
    const figures: Figure[] = [{ what: "the first question after the upload", value: first, unit: "s", note }];
    for (const { what, ask: question, times, atMost, unit } of QUESTIONS) {
      const warmUp = unit === "ms" ? 3 : 0;
      const [durations] = await measureInTurns(times, [() => ask(application, question())], warmUp);
      const { median, p95 } = durations as Durations;
      const scale = unit === "ms" ? 1 : 1000;
      const note = `95th percentile ${(p95 / scale).toFixed(unit === "ms" ? 0 : 2)} ${unit}`;
      figures.push({ what, value: median / scale, unit, note, ...(atMost === undefined ? {} : { atMost }) });
    }
    figures.push({ what: "memory of the server afterwards", value: application.serverMemory() / 1e6, unit: "MB" });
    return [...figures, await againstDuckDb(application, files)];
  },
};

async function againstDuckDb(application: Application, folder: string): Promise<Figure> {
  const file = await recordsFile(application.databaseUrl, folder);
  try {
    const engine = await startEngine("duckdb", file, RECORD_COLUMNS);
    try {
      return await compare(application, engine);
    } finally {
      await engine.stop();
    }
  } finally {
    rmSync(file, { force: true });
  }
}

/** Asks in turns, and first makes sure that both answer the same cost and the same fullest minute. */
async function compare(application: Application, engine: Engine): Promise<Figure> {
  const ours = await ask(application, ONE_MOVE);
  const statements = [repricingSql(ours), MINUTES_SQL] as const;
  const [repriced, minutes] = [await engine.ask(statements[0]), await engine.ask(statements[1])];
  const theirs = { cost: usdString(femtoUsd(BigInt(repriced.rows[0]?.[0] ?? 0))), peak: Number(minutes.rows[0]?.[0]) };
  const said = { cost: ours.moves[0]?.result.cost, peak: ours.headroom[0]?.limits[0]?.tokensPerMinute.peak };
  if (theirs.cost !== said.cost || theirs.peak !== said.peak) {
    throw new Error(`${engine.name} answers otherwise: ${JSON.stringify({ theirs, said })}`);
  }
  const medians = await besideEngine(
    TIMES,
    () => ask(application, { ...ONE_MOVE, ownLimits: otherLimits() }),
    engine,
    statements,
  );
  return {
    what: `one move, of the time of cost and minutes in ${engine.name}`,
    value: medians.outlay / medians.engine,
    unit: "×",
    note: `${medians.outlay.toFixed(1)} ms over HTTP with all checks, ${medians.engine.toFixed(1)} ms in the engine`,
  };
}

const PERIOD = `timestamp >= '${FILE_FROM} 00:00:00' AND timestamp < '${FILE_TO} 00:00:00'`;
const MINUTES_SQL = `
  SELECT max(tokens) FROM (
    SELECT sum(input_uncached + cache_read + cache_write + output) AS tokens FROM records
     WHERE ${PERIOD} AND model IN ('${FROM_MODEL}', '${ON_TARGET}') GROUP BY date_trunc('minute', timestamp))`;

/** The repricing as SQL, with the rates that the answer's receipt shows. */
function repricingSql({ moves }: SwitchAnswerJson): string {
  const [receipt, ...others] = moves[0]?.receipts.there ?? [];
  if (!receipt || others.length > 0) throw new Error("the bench's move is billed by one card");
  const rateOf = (name: string) => {
    const line = receipt.lines.find((one) => one.class === name);
    return line && "ratePerMillion" in line ? parseUsd(line.ratePerMillion) / 1_000_000n : 0n;
  };
  const columns = { input_uncached: "inputUncached", cache_read: "cacheRead", output: "output" };
  const cost = Object.entries(columns).map(([column, name]) => `${column} * ${rateOf(name)}`);
  return `SELECT sum(CAST(${cost.join(" + ")} AS DECIMAL(38, 0))) FROM records
    WHERE ${PERIOD} AND model = '${FROM_MODEL}'`;
}

async function ask({ url, apiKey }: Application, question: object): Promise<SwitchAnswerJson> {
  const answer = await fetch(`${url}/api/v1/switch`, {
    method: "POST",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ from: FILE_FROM, to: FILE_TO, ...question }),
  });
  if (!answer.ok) throw new Error(`POST /api/v1/switch answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as SwitchAnswerJson;
}
