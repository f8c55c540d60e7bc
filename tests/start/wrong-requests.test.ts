import { once } from "node:events";
import { connect } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { OWNER, StartedOutlay } from "../support/started-outlay";

let outlay: StartedOutlay;

beforeAll(async () => {
  outlay = await (await StartedOutlay.start(OWNER)).ready();
});

afterAll(async () => {
  await outlay.stop();
});

/** A request as it is written here: programs mend addresses before they send them. */
async function ask(method: string, path: string): Promise<{ status: number; headers: string; body: string }> {
  const { hostname, port } = new URL(outlay.url);
  const socket = connect({ host: hostname, port: Number(port) });
  socket.write(`${method} ${path} HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  let answer = "";
  socket.setEncoding("utf8").on("data", (part: string) => {
    answer += part;
  });
  await once(socket, "close");
  const [headers = "", ...body] = answer.split("\r\n\r\n");
  return { status: Number(headers.split(" ")[1]), headers, body: body.join("") };
}

test.each(["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])(
  "%s of an address that is none is an error of the API",
  async (method) => {
    for (const path of ["/api/v1/nonsense", "/api/v1", "/api/v1/batches/1/nonsense", "/api/%7e"]) {
      const { status, headers, body } = await ask(method, path);
      expect([path, status]).toEqual([path, 404]);
      expect(headers).toContain("content-type: application/json");
      expect(body).toContain('{"error":{"code":"not_found","message":"There is no ');
    }
  },
);

test.each([
  ["GET", "/api/v1/usage", "OPTIONS, POST"],
  ["PUT", "/api/v1/usage?source=a.csv", "OPTIONS, POST"],
  ["POST", "/api/v1/batches/1", "DELETE, GET, HEAD, OPTIONS"],
  ["DELETE", "/api/health", "GET, HEAD, OPTIONS"],
  ["GET", "/api/v1/otlp/v1/traces", "OPTIONS, POST"],
])("%s %s is answered with the methods there are", async (method, path, allowed) => {
  const { status, headers, body } = await ask(method, path);
  expect(status).toBe(405);
  expect(headers).toContain(`Allow: ${allowed}\r\n`);
  expect(headers).toContain("Content-Type: application/json");
  expect(body).toContain('{"error":{"code":"method_not_allowed","message":"');
});

test("HEAD, where there is none, has no body", async () => {
  expect(await ask("HEAD", "/api/v1/usage")).toMatchObject({ status: 405, body: "" });
});

test.each(["/api/v1/batches/%ff", "/api/v1/models/%/x", "/uploads/%ff", "*"])(
  "the address %s is refused, not failed at",
  async (path) => {
    const { status, body } = await ask("GET", path);
    expect(status).toBe(400);
    expect(JSON.parse(body.replace(/^[\da-f]+\r\n|\r\n0\r\n\r\n$|\r\n0$/g, ""))).toMatchObject({
      error: { code: "invalid_request" },
    });
    expect(outlay.stderr).toBe("");
  },
);
