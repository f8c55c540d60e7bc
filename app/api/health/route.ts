import { isDatabaseReady } from "@/lib/db/queries/is-database-ready";
import { json } from "@/lib/http/json";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const ready = await isDatabaseReady();
  return json({ status: ready ? "ok" : "unavailable" }, { status: ready ? 200 : 503 });
}
