import { createReadStream, createWriteStream, existsSync, renameSync } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createRandom } from "@/lib/sample-data/random";

/** A file of usage, generated as it is read: the same one every time. */
export interface UsageFile {
  name: string;
  records: number;
  open(): Readable;
}

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
const OPENAI_MODELS = MODELS.slice(0, 5);

/** The 90 days of the records, [from, to). */
const DAYS = 90;
export const FILE_FROM = "2026-08-01";
export const FILE_TO = "2026-10-30";
const START = Date.parse(`${FILE_FROM}T00:00:00Z`);
const PIECE = 1 << 18;

/**
 * Request records over 90 days, 8 models, 20 projects, 50 keys and 500 users as Outlay's own CSV, in order of time.
 * `series` makes the ids (and so the records) of a file its own.
 */
export function usageCsv(records: number, series: number): UsageFile {
  const header = "id,timestamp,provider,model,serviceTier,project,apiKey,user,input,cacheRead,output,reasoning\n";
  return generated(`usage-${records}-${series}.csv`, records, series, header, (random, index) => {
    const [provider, model] = MODELS[Math.floor(random() * MODELS.length)] ?? MODELS[0];
    const user = Math.floor(random() * 500);
    const { input, cached, output, reasoning } = tokensOf(model, random);
    const time = new Date(timeOf(index, records, random)).toISOString();
    const tier = provider === "anthropic" ? "standard" : "default";
    const where = `project-${user % 20},key-${user % 50},user-${user}`;
    return `req-${series}-${index},${time},${provider},${model},${tier},${where},${input},${cached},${output},${reasoning}\n`;
  });
}

/** Responses of OpenAI's Chat Completions, one a line, as a log of them has them. */
export function chatCompletions(records: number, series: number): UsageFile {
  return generated(`chat-completions-${records}-${series}.jsonl`, records, series, "", (random, index) => {
    const [, model] = OPENAI_MODELS[Math.floor(random() * OPENAI_MODELS.length)] ?? MODELS[0];
    const { input, cached, output, reasoning } = tokensOf(model, random);
    return `${JSON.stringify({
      id: `chatcmpl-${series}x${index.toString(36).padStart(24, "0")}`,
      object: "chat.completion",
      created: Math.floor(timeOf(index, records, random) / 1000),
      model,
      choices: [
        {
          index: 0,
          message: { role: "assistant", content: "Hello! How can I assist you today?", refusal: null, annotations: [] },
          logprobs: null,
          finish_reason: "stop",
        },
      ],
      usage: {
        prompt_tokens: input,
        completion_tokens: output,
        total_tokens: input + output,
        prompt_tokens_details: { cached_tokens: cached, audio_tokens: 0 },
        completion_tokens_details: {
          reasoning_tokens: reasoning,
          audio_tokens: 0,
          accepted_prediction_tokens: 0,
          rejected_prediction_tokens: 0,
        },
      },
      service_tier: "default",
      system_fingerprint: "fp_44709d6fcb",
    })}\n`;
  });
}

/** The file as one on disk in `folder`, written unless it is there: reading it costs next to nothing. */
export async function onDisk(file: UsageFile, folder: string): Promise<UsageFile> {
  const at = path.join(folder, file.name);
  if (!existsSync(at)) {
    await pipeline(file.open(), createWriteStream(`${at}.part`));
    renameSync(`${at}.part`, at);
  }
  return { ...file, open: () => createReadStream(at, { highWaterMark: PIECE }) };
}

function generated(
  name: string,
  records: number,
  series: number,
  header: string,
  line: (random: () => number, index: number) => string,
): UsageFile {
  function* pieces() {
    const random = createRandom(20_261_124, series);
    let text = header;
    for (let index = 0; index < records; index += 1) {
      text += line(random, index);
      if (text.length < PIECE) continue;
      yield Buffer.from(text);
      text = "";
    }
    yield Buffer.from(text);
  }
  return { name, records, open: () => Readable.from(pieces(), { objectMode: false, highWaterMark: PIECE }) };
}

function timeOf(index: number, records: number, random: () => number): number {
  return START + Math.floor(((index + random()) / records) * DAYS * 86_400_000);
}

function tokensOf(model: string, random: () => number) {
  const input = 200 + Math.floor(random() ** 3 * 20_000);
  const cached = random() < 0.5 ? Math.floor((input * random()) / 128) * 128 : 0;
  const output = 20 + Math.floor(random() ** 2 * 1500);
  return { input, cached, output, reasoning: model.startsWith("gpt-5") ? Math.floor(output * 0.6) : 0 };
}
