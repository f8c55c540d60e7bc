import { createHash } from "node:crypto";
import { request } from "node:http";
import { expect } from "vitest";
import type { Random } from "@/lib/sample-data/random";

/** What was sent and is stored for certain, because an answer said so. */
export interface Acknowledged {
  ids: string[];
  requests: number;
  /** Requests that were sent more than once before they were answered. */
  retried: number;
  /** Answers that came a second time for a key. */
  repeated: number;
}

/** Records a request holds, by the road it takes: alone or few, staged, or fast. */
const SIZES = [...Array<number>(20).fill(1), 3, 3, 3, 20, 20, 600, 600, 1500, 11_000];
const HEADER = "id,timestamp,provider,model,project,user,input,output";

/**
 * Sends usage until `isOver`, each request again and again until it is answered. `name` keeps its records apart from those
 * of others.
 */
export async function sendPersistently(
  to: { url: string; apiKey: string },
  name: string,
  random: Random,
  acknowledged: Acknowledged,
  isOver: () => boolean,
): Promise<void> {
  for (let number = 0; !isOver(); number += 1) {
    const size = SIZES[Math.floor(random() * SIZES.length)] ?? 1;
    const ids = Array.from({ length: size }, (_, index) => `${name}-${number}-${index}`);
    const body = `${HEADER}\n${ids.map((id) => lineOf(id, random)).join("\n")}\n`;
    const key = random() < 0.5 ? `${name}-${number}` : null;
    const { text, attempts } = await untilAnswered(to, body, key);
    const answer = JSON.parse(text);
    expect(answer.inserted + answer.duplicates).toBe(size);
    acknowledged.ids.push(...ids);
    acknowledged.requests += 1;
    if (attempts > 1) acknowledged.retried += 1;
    if (key === null || random() < 0.7) continue;
    const again = await untilAnswered(to, body, key);
    expect(again).toMatchObject({ text, isRepeated: true });
    acknowledged.repeated += 1;
  }
}

/** Begins a large upload and never ends it; what it answers breaks it off. */
export function beginUpload(to: { url: string; apiKey: string }, source: string): () => void {
  const headers = { authorization: `Bearer ${to.apiKey}` };
  const sent = request(`${to.url}/api/v1/usage?source=${source}`, { method: "POST", headers });
  sent.on("error", () => undefined);
  const lines = Array.from({ length: 3000 }, (_, index) => lineOf(`${source}-${index}`, () => 0));
  sent.write(`${HEADER}\n${lines.join("\n")}\n`);
  return () => sent.destroy();
}

function lineOf(id: string, random: Random): string {
  const time = new Date(Date.UTC(2026, 10, 1 + Math.floor(random() * 20), Math.floor(random() * 24))).toISOString();
  const number = createHash("md5").update(id).digest().readUInt16BE();
  return `${id},${time},openai,gpt-4.1,p${number % 5},u${number % 40},${1000 + number},${number % 97}`;
}

interface Answered {
  text: string;
  attempts: number;
  isRepeated: boolean;
}

async function untilAnswered(to: { url: string; apiKey: string }, body: string, key: string | null): Promise<Answered> {
  for (let attempts = 1; ; attempts += 1) {
    const answer = await post(to, body, key).catch(() => null);
    if (answer?.status === 200) return { text: answer.text, attempts, isRepeated: answer.isRepeated };
    // Anything else a sender may not see, however it is treated.
    if (answer && answer.status < 500) expect(`${answer.status} ${answer.text}`).toMatch(/^409 .*in_progress/);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function post(to: { url: string; apiKey: string }, body: string, key: string | null) {
  return new Promise<{ status: number; text: string; isRepeated: boolean }>((resolve, reject) => {
    const headers = { authorization: `Bearer ${to.apiKey}`, ...(key === null ? {} : { "idempotency-key": key }) };
    const sent = request(`${to.url}/api/v1/usage?source=crash.csv`, { method: "POST", headers }, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => {
        text += part;
      });
      response.on("error", reject);
      response.on("end", () => {
        const isRepeated = response.headers["idempotency-replayed"] === "true";
        resolve({ status: response.statusCode ?? 0, text, isRepeated });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
