import { json } from "@/lib/http/json";
import { openApiDocument } from "@/lib/http/openapi/document";

/** The description of this API, for people without an account too. */
export function GET(): Response {
  return json(openApiDocument(), { headers: { "Cache-Control": "public, max-age=300" } });
}
