/** Of Prisma and of Node.js, for a server that cannot be reached or has closed the connection. */
const CODES = new Set(["P1001", "P1002", "P1008", "P1017", "ECONNREFUSED", "ECONNRESET", "EPIPE"]);

/** SQLSTATE classes of lost connections, and of a server that is ending or starting. */
const SQLSTATES = /^(08...|57P0[1-3])$/;

/** Of pg, which has no codes for connections that end. */
const MESSAGES =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

interface Failure {
  code?: unknown;
  message?: unknown;
  cause?: unknown;
  /** Where Prisma keeps what the database said. */
  meta?: { driverAdapterError?: unknown };
}

/** Whether a query failed because the database could not be reached, or went away meanwhile: the same may do soon. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { code, message, cause, meta } = error as Failure;
  return (
    CODES.has(String(code)) ||
    SQLSTATES.test(String(code)) ||
    MESSAGES.test(String(message)) ||
    isDatabaseUnavailable(cause) ||
    isDatabaseUnavailable(meta?.driverAdapterError)
  );
}
