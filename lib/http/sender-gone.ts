/**
 * Whether reading a request's body failed because its sender has gone, as Node.js says it: with the code of any connection
 * that was closed, the database's among them, and a message of its own.
 */
export function isSenderGone(error: unknown): boolean {
  return error instanceof Error && error.message === "aborted" && "code" in error && error.code === "ECONNRESET";
}
