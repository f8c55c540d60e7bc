import { existsSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "../../scripts/database/embedded-postgres";
import { newDataDirectory, OWNER, StartedOutlay } from "../support/started-outlay";

const folder = newDataDirectory();
const file = path.join(folder, "file");
writeFileSync(file, "");

let postgres: EmbeddedPostgres;

beforeAll(async () => {
  postgres = await startEmbeddedPostgres(folder);
});

afterAll(async () => {
  await postgres.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe("a wrong setting stops the start with one line that names it", () => {
  const { OUTLAY_INIT_EMAIL, OUTLAY_INIT_PASSWORD } = OWNER;
  const owner = { OUTLAY_INIT_EMAIL, OUTLAY_INIT_PASSWORD };
  const wrong: Record<string, string>[] = [
    { PORT: "abc" },
    { PORT: "0" },
    { PORT: "70000" },
    { DATABASE_URL: "mysql://localhost/outlay" },
    { DATABASE_URL: "postgresql://" },
    { DATABASE_URL: "postgresql://127.0.0.1:1/outlay" },
    { NEXTAUTH_URL: "nonsense" },
    { NEXTAUTH_URL: "ftp://outlay.example.com" },
    { NEXTAUTH_SECRET: "short" },
    { OUTLAY_DATA_DIR: file },
    { OUTLAY_INIT_EMAIL: "ada" },
    { OUTLAY_INIT_EMAIL },
    { ...owner, OUTLAY_INIT_PASSWORD: "short" },
    { ...owner, OUTLAY_INIT_API_KEY: "0123456789abcdef" },
    { ...owner, OUTLAY_INIT_API_KEY: "with spaces in it, and long enough to be one" },
    { ...owner, OUTLAY_INIT_ORG: "x".repeat(121) },
    { OUTLAY_INIT_API_KEY: OWNER.OUTLAY_INIT_API_KEY },
    { GITHUB_ID: "an id without its secret" },
    { OIDC_CLIENT_ID: "outlay", OIDC_CLIENT_SECRET: "secret" },
    { OIDC_CLIENT_ID: "outlay", OIDC_CLIENT_SECRET: "secret", OIDC_ISSUER: "nonsense" },
  ];
  test.each(wrong)("%o", async (settings) => {
    const outlay = await StartedOutlay.start(settings);
    expect(await outlay.ended).toBe(1);
    expect(outlay.stderr).toMatch(new RegExp(`^.*(${Object.keys(settings).join("|")}).*\\n$`));
    expect(outlay.stdout).toBe("");
    expect(outlay.stderr).not.toMatch(/[\w/]+\.(ts|mjs|js):\d/);
  });

  test("a port that is in use", async () => {
    const other = createServer().listen(0);
    const PORT = String((other.address() as AddressInfo).port);
    const outlay = await StartedOutlay.start({ PORT });
    expect(await outlay.ended).toBe(1);
    expect(outlay.stderr).toBe(`Port ${PORT} is in use: stop what uses it, or set PORT to another number.\n`);
    expect(outlay.databaseProcesses()).toEqual([]);
    other.close();
  });
});

test("DATABASE_URL uses that PostgreSQL, and leaves it running", async () => {
  const outlay = await (await StartedOutlay.start({ ...OWNER, DATABASE_URL: postgres.databaseUrl })).ready();
  const ask = () =>
    fetch(`${outlay.url}/api/v1/organizations/current`, {
      headers: { authorization: `Bearer ${OWNER.OUTLAY_INIT_API_KEY}` },
    });
  expect(await (await ask()).json()).toMatchObject({ name: OWNER.OUTLAY_INIT_ORG });
  expect(existsSync(path.join(outlay.dataDirectory, "postgres"))).toBe(false);
  expect(await outlay.stop()).toBe(0);

  // Again, on what it made there.
  const again = await (await StartedOutlay.start({ DATABASE_URL: postgres.databaseUrl })).ready();
  const health = await fetch(`${again.url}/api/health`);
  expect(await health.json()).toEqual({ status: "ok" });
  expect(await again.stop()).toBe(0);
  for (const { dataDirectory } of [outlay, again]) rmSync(dataDirectory, { recursive: true, force: true });
});
