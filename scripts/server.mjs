import { createServer } from "node:http";
import next from "next";
import { SECURITY_HEADERS } from "./security-headers.mjs";
import { ResponseWithMethods, refuseUnreadable } from "./wrong-requests.mjs";

/** Next.js behind an HTTP server of its own, because uploads may take as long as they take. */
const port = Number(process.env.PORT);
const application = next({ dev: process.env.NODE_ENV === "development", hostname: "localhost", port });
await application.prepare();

const handle = application.getRequestHandler();
const server = createServer({ ServerResponse: ResponseWithMethods }, (request, response) => {
  for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
  if (refuseUnreadable(request, response)) return;
  handle(request, response).catch((error) => {
    console.error("A request could not be handled:", error);
    if (!response.headersSent) response.writeHead(500);
    response.end();
  });
});
// A body may take hours to arrive; a connection that says nothing does not stay.
server.requestTimeout = 0;
server.headersTimeout = 30_000;
server.keepAliveTimeout = 65_000;
server.on("upgrade", (request, socket, head) => application.getUpgradeHandler()(request, socket, head));
server.once("error", (/** @type {NodeJS.ErrnoException} */ error) => {
  console.error(
    error.code === "EADDRINUSE"
      ? `Port ${port} is in use: stop what uses it, or set PORT to another number.`
      : `The server could not start: ${error.message}`,
  );
  process.exit(1);
});
server.listen(port, () => process.send?.("ready"));

let stopping = false;
function stop() {
  if (stopping) return;
  stopping = true;
  const background = endBackground();
  server.close(async () => {
    await background;
    process.exit(0);
  });
  server.closeIdleConnections();
  // What is still being sent gets a moment, then the connection ends and nothing of it is stored.
  setTimeout(() => server.closeAllConnections(), 5_000).unref();
}

/** What lib/alerts does in the background gets a moment to end; what it does not finish is gone on with at the next start. */
async function endBackground() {
  const { outlayBeforeExit } = /** @type {{ outlayBeforeExit?: () => Promise<void> }} */ (globalThis);
  await Promise.race([outlayBeforeExit?.(), new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
}
process.on("SIGTERM", stop);
// Ctrl-C reaches every process of the terminal; the parent stops this one in order.
process.on("SIGINT", () => undefined);
process.on("disconnect", stop);
