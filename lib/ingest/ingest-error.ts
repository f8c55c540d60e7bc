/** An upload that cannot be taken; the message says why and what to do. */
export class IngestError extends Error {
  constructor(
    readonly status: 400 | 408 | 409 | 413 | 415 | 422 | 429 | 503,
    readonly code: string,
    message: string,
    /** Seconds after which it can be tried again, where that is worth while. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "IngestError";
  }
}
