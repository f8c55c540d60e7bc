/** A CSV answer that is saved under a name and that no cache keeps. `headers` are further ones. */
export function csv(body: string, fileName: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(body, {
    headers: {
      ...headers,
      "Content-Type": "text/csv; charset=utf-8",
      "Content-Disposition": `attachment; filename="${fileName}"`,
      "Cache-Control": "no-store",
    },
  });
}
