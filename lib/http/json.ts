/** A JSON answer that no cache keeps. Headers that may come more than once (`Set-Cookie`) are given as pairs. */
export function json(
  value: unknown,
  init: { status?: number; headers?: Record<string, string> | [string, string][] } = {},
): Response {
  const headers = new Headers(init.headers);
  if (!headers.has("Cache-Control")) headers.set("Cache-Control", "no-store");
  return Response.json(value, { status: init.status ?? 200, headers });
}
