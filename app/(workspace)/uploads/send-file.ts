import type { UploadResult } from "./upload-result";

/** The server did not take the file; the message says why. */
export class UploadFailed extends Error {}

/**
 * Sends a file to the API. XMLHttpRequest, because fetch does not tell how much of a body has been sent.
 * @throws UploadFailed; `AbortError` when `signal` is aborted.
 */
export function sendFile(file: File, onSent: (bytes: number) => void, signal: AbortSignal): Promise<UploadResult> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `/api/v1/usage?source=${encodeURIComponent(file.name)}`);
    request.upload.onprogress = (event) => onSent(event.loaded);
    request.onload = () => {
      const answer = parse(request.responseText);
      // 422: every record was rejected, which is a result with reasons too.
      if (answer && "batchId" in answer) resolve(answer);
      else reject(new UploadFailed(answer?.error?.message ?? `The server answered ${request.status}.`));
    };
    request.onerror = () =>
      reject(new UploadFailed("The connection broke. Nothing of the file was stored; try again."));
    request.onabort = () => reject(new DOMException("cancelled", "AbortError"));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

interface Refusal {
  error?: { message?: string };
}

function parse(text: string): UploadResult | Refusal | null {
  try {
    return JSON.parse(text) as UploadResult | Refusal;
  } catch {
    return null;
  }
}
