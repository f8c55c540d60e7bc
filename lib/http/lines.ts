import "server-only";

const TYPE = "application/x-ndjson";

/** Whether a request asks for JSON lines. */
export function prefersLines(request: Request): boolean {
  return request.headers.get("accept")?.includes(TYPE) ?? false;
}

/** An answer of JSON lines, each sent as it is written. `produce` has to deal with its own errors. */
export function linesOf(produce: (write: (line: unknown) => void) => Promise<void>): Response {
  const encoder = new TextEncoder();
  let isOpen = true;
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      const write = (line: unknown) => {
        if (isOpen) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
      };
      await produce(write);
      if (isOpen) controller.close();
    },
    cancel() {
      isOpen = false;
    },
  });
  return new Response(body, { headers: { "content-type": TYPE, "cache-control": "no-store" } });
}
