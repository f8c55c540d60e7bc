import { request } from "node:http";
import { pipeline } from "node:stream/promises";
import type { Application } from "./application";
import type { UsageFile } from "./usage-file";

/** What an upload answered, as far as the bench looks at it. */
export interface UploadAnswer {
  received: number;
  inserted: number;
  duplicates: number;
  revised: number;
  rejected: number;
}

/** How long an upload took from first byte to the answer after the commit, and the most memory the server held. */
export interface UploadMeasurement {
  ms: number;
  answer: UploadAnswer;
  peakMemory: number;
}

/**
 * Streams a file to POST /api/v1/usage and samples the server's memory until it has answered. A file whose lines are not
 * all taken is an error: there would be nothing to compare.
 */
export async function upload(application: Application, file: UsageFile): Promise<UploadMeasurement> {
  let peakMemory = application.serverMemory();
  const sampling = setInterval(() => {
    peakMemory = Math.max(peakMemory, application.serverMemory());
  }, 100);
  try {
    const started = performance.now();
    const answer = await send(application, file);
    const ms = performance.now() - started;
    if (answer.received !== file.records || answer.inserted + answer.duplicates !== file.records) {
      throw new Error(`${file.name} should have brought ${file.records} records: ${JSON.stringify(answer)}`);
    }
    return { ms, answer, peakMemory };
  } finally {
    clearInterval(sampling);
  }
}

async function send(application: Application, file: UsageFile): Promise<UploadAnswer> {
  const sending = request(`${application.url}/api/v1/usage?source=${file.name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${application.apiKey}` },
  });
  const answered = new Promise<string>((resolve, reject) => {
    sending.once("error", reject);
    sending.once("response", async (response) => {
      let text = "";
      for await (const part of response.setEncoding("utf8")) text += part;
      if (response.statusCode === 200) resolve(text);
      else reject(new Error(`the upload answered ${response.statusCode}: ${text}`));
    });
  });
  const [text] = await Promise.all([answered, pipeline(file.open(), sending)]);
  return JSON.parse(text);
}
