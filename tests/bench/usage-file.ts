import { createWriteStream, existsSync, renameSync } from "node:fs";
import { finished } from "node:stream/promises";
import { createRandom } from "@/lib/sample-data/random";

const MODELS = [
  ["openai", "gpt-4.1-2025-04-14"],
  ["openai", "gpt-4.1-mini-2025-04-14"],
  ["openai", "gpt-5-2025-08-07"],
  ["openai", "gpt-4o-mini-2024-07-18"],
  ["openai", "gpt-4o-2024-11-20"],
  ["anthropic", "claude-sonnet-4-5-20250929"],
  ["anthropic", "claude-haiku-4-5-20251001"],
  ["google", "gemini-2.5-flash"],
] as const;

const DAYS = 90;
export const FILE_FROM = "2026-08-01";
export const FILE_TO = "2026-10-30";
const START = Date.parse(`${FILE_FROM}T00:00:00Z`);
const HEADER = "id,timestamp,provider,model,serviceTier,project,apiKey,user,input,cacheRead,output,reasoning\n";

/**
 * Writes `count` request records over 90 days, 8 models, 20 projects, 50 keys and 500 users as Outlay's own CSV, in
 * order of time, unless the file is there already. `series` makes the ids (and so the records) of a file its own.
 */
export async function writeUsageFile(file: string, count: number, series: number): Promise<void> {
  if (existsSync(file)) return;
  const out = createWriteStream(`${file}.part`);
  const random = createRandom(20_261_124, series);
  out.write(HEADER);
  let lines = "";
  for (let index = 0; index < count; index += 1) {
    lines += line(index, count, series, random);
    if (lines.length < 1 << 20) continue;
    if (!out.write(lines)) await new Promise<void>((resolve) => out.once("drain", () => resolve()));
    lines = "";
  }
  out.end(lines);
  await finished(out);
  renameSync(`${file}.part`, file);
}

function line(index: number, count: number, series: number, random: () => number): string {
  const time = new Date(START + Math.floor(((index + random()) / count) * DAYS * 86_400_000)).toISOString();
  const [provider, model] = MODELS[Math.floor(random() * MODELS.length)] ?? MODELS[0];
  const user = Math.floor(random() * 500);
  const input = 200 + Math.floor(random() ** 3 * 20_000);
  const cached = random() < 0.5 ? Math.floor((input * random()) / 128) * 128 : 0;
  const output = 20 + Math.floor(random() ** 2 * 1500);
  const reasoning = model.startsWith("gpt-5") ? Math.floor(output * 0.6) : 0;
  const tier = provider === "anthropic" ? "standard" : "default";
  const where = `project-${user % 20},key-${user % 50},user-${user}`;
  return `req-${series}-${index},${time},${provider},${model},${tier},${where},${input},${cached},${output},${reasoning}\n`;
}
