import { once } from "node:events";
import { createServer, type IncomingMessage, request } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { isSenderGone } from "@/lib/http/sender-gone";

test("a sender that has gone is told from a database that has", async () => {
  const server = createServer().listen(0);
  await once(server, "listening");
  const sending = request({ port: (server.address() as AddressInfo).port, method: "POST" });
  sending.on("error", () => undefined);
  const arriving = once(server, "request") as Promise<[IncomingMessage]>;
  sending.write("a beginning");
  const [incoming] = await arriving;
  const reading = (async () => {
    for await (const _ of incoming) sending.destroy();
  })();
  const error = await reading.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  server.close();
  expect(isSenderGone(error)).toBe(true);
  expect(isSenderGone(Object.assign(new Error("read ECONNRESET"), { code: "ECONNRESET" }))).toBe(false);
});
