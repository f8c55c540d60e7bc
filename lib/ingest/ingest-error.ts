/** An upload that cannot be taken; the message says why and what to do. */
export class IngestError extends Error {
  constructor(
    readonly status: 400 | 413 | 422 | 429,
    readonly code: string,
    message: string,
  ) {
    super(message);
    this.name = "IngestError";
  }
}
