import { readdirSync } from "node:fs";
import path from "node:path";

/** Handles a request, as Next.js calls it. */
export type RouteHandler = (
  request: Request,
  context: { params: Promise<Record<string, string>> },
) => Response | Promise<Response>;

const FOLDER = path.resolve("app/api");
const METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"];

/** next-auth's own pages and answers, described by next-auth, and the answer to addresses that are none. */
const NOT_OURS = ["/api/auth/{nextauth}", "/api/{path}"];

/** Every handler under app/api by method and path, as in "GET /api/v1/batches/{id}". */
export async function routeHandlers(): Promise<Map<string, RouteHandler>> {
  const handlers = new Map<string, RouteHandler>();
  for (const file of readdirSync(FOLDER, { recursive: true, encoding: "utf8" })) {
    if (path.basename(file) !== "route.ts") continue;
    const address = addressOf(path.dirname(file));
    if (NOT_OURS.includes(address)) continue;
    const module: Record<string, RouteHandler> = await import(path.join(FOLDER, file));
    for (const [name, handler] of Object.entries(module))
      if (METHODS.includes(name)) handlers.set(`${name} ${address}`, handler);
  }
  return handlers;
}

function addressOf(folder: string): string {
  const parts = folder.split(path.sep).map((part) => part.replace(/^\[(?:\.\.\.)?(.+)\]$/, "{$1}"));
  return ["/api", ...parts].join("/");
}
