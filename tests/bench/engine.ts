import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { type Durations, measureInTurns, quantiles } from "./measure";

const DIRECTORY = path.resolve("tests/bench/engines");

/** A column of the table `records`. */
export interface Column {
  name: string;
  type: "text" | "integer" | "time";
}

/** What a question was answered, every value as text, and how many milliseconds that took in the engine itself. */
export interface EngineAnswer {
  rows: string[][];
  ms: number;
}

/** A database made for analysis, in a process of its own, that has one table of records. */
export interface Engine {
  name: string;
  ask(sql: string): Promise<EngineAnswer>;
  stop(): Promise<void>;
}

/** Starts DuckDB or ClickHouse (chdb) and loads a CSV with a header of these columns; installs both if need be. */
export async function startEngine(
  name: "duckdb" | "clickhouse",
  file: string,
  columns: readonly Column[],
): Promise<Engine> {
  install();
  // Neither what this process was started with, nor that it reads TypeScript, is of use to the engine.
  const child = spawn(process.execPath, [`${name}.mjs`], {
    cwd: DIRECTORY,
    stdio: ["ignore", "inherit", "inherit", "ipc"],
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  const { version } = (await answerOf(child)) as { version: string };
  await call(child, { file, columns });
  return {
    name: `${name === "duckdb" ? "DuckDB" : "ClickHouse"} ${version.replace(/^v/, "")}`,
    ask: (sql) => call(child, { sql }),
    stop: async () => {
      const exited = once(child, "exit");
      child.kill();
      await exited;
    },
  };
}

/** They weigh more than all that Outlay itself needs, so they come only when the bench asks for them. */
function install(): void {
  if (existsSync(path.join(DIRECTORY, "node_modules/chdb"))) return;
  execFileSync("npm", ["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund"], {
    cwd: DIRECTORY,
    stdio: "inherit",
  });
}

async function call(child: ChildProcess, message: Record<string, unknown>): Promise<EngineAnswer> {
  child.send(message);
  return (await answerOf(child)) as EngineAnswer;
}

async function answerOf(child: ChildProcess): Promise<unknown> {
  const listening = new AbortController();
  const ended = once(child, "exit", listening).then(([code]) => {
    throw new Error(`the engine ended with code ${code}`);
  });
  try {
    const [answer] = (await Promise.race([once(child, "message", listening), ended])) as [{ error?: string }];
    if (answer.error) throw new Error(answer.error);
    return answer;
  } finally {
    listening.abort();
  }
}

/**
 * Asks Outlay and an engine in turns. Answers the median of Outlay's whole answers and of the time within the engine, which
 * for several statements is that of all of them.
 */
export async function besideEngine(
  times: number,
  ask: () => Promise<unknown>,
  engine: Engine,
  statements: readonly string[],
): Promise<{ outlay: number; engine: number }> {
  const within: number[] = [];
  const askEngine = async () => {
    let ms = 0;
    for (const sql of statements) ms += (await engine.ask(sql)).ms;
    within.push(ms);
  };
  const [outlay] = (await measureInTurns(times, [ask, askEngine])) as [Durations];
  return { outlay: outlay.median, engine: quantiles(within).median };
}
