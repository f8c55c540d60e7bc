import pg from "pg";
import { afterEach, describe, expect, test, vi } from "vitest";
import { pool } from "@/lib/db/pool";
import { freePort } from "../../../scripts/database/embedded-postgres";
import { callsOf, usualCaller } from "../../support/api/all-calls";
import { ask, type Call } from "../../support/api/ask";
import { readDescribed } from "../../support/api/described-answer";
import {
  type DescribedOperation,
  describedErrors,
  isMoreThanError,
  OPERATIONS,
} from "../../support/api/described-operations";
import { callThatFails } from "../../support/api/errors-of-a-kind";
import { createHome, type Home } from "../../support/api/home";

async function answerTo(operation: DescribedOperation, home: Home, call: Call) {
  const as = call.as === undefined ? usualCaller(operation, home) : call.as;
  return readDescribed(operation, await ask(operation, call, as));
}

/** Brought about below, for every operation. */
const OF_EVERY_OPERATION = ["500 internal_error", "503 database_unavailable"];

describe.each(OPERATIONS)("$name", (operation) => {
  const { succeeds, alsoSucceeds = {}, fails = {} } = callsOf(operation);
  const statuses = Object.entries(operation.answers)
    .filter(([status, answer]) => Number(status) < 300 || isMoreThanError(answer))
    .map(([status]) => Number(status));

  test.each(Object.entries({ "as it should be": succeeds, ...alsoSucceeds }))("%s", async (_, callIn) => {
    const home = await createHome();
    const { status } = await answerTo(operation, home, await callIn(home));
    expect(statuses).toContain(status);
  });

  test.each(describedErrors(operation).filter((error) => !OF_EVERY_OPERATION.includes(error)))("%s", async (error) => {
    const callIn = callThatFails(callsOf(operation), error);
    if (callIn === undefined) throw new Error("No test says what brings this error about.");
    if (typeof callIn === "string") return;
    const home = await createHome();
    const { status, body } = await answerTo(operation, home, await callIn(home));
    expect(`${status} ${body.error?.code}`).toBe(error);
  });

  test("no error is tried that is not described", () => {
    expect(describedErrors(operation)).toEqual(expect.arrayContaining(Object.keys(fails)));
  });
});

describe("when the database fails", () => {
  const TABLES = ["users", "api_keys", "organizations", "usage_records", "scenarios", "_prisma_migrations"];
  const failing = OPERATIONS.filter((operation) => describedErrors(operation).includes("500 internal_error"));

  afterEach(async () => {
    vi.restoreAllMocks();
    await rename(
      (table) => `gone_${table}`,
      (table) => table,
    );
  });

  test.each(failing)("$name says so and no more", async (operation) => {
    const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const home = await createHome();
    const call = await callsOf(operation).succeeds(home);
    await rename(
      (table) => table,
      (table) => `gone_${table}`,
    );
    const { status, body, text } = await answerTo(operation, home, call);
    expect(`${status} ${body.error.code}`).toBe("500 internal_error");
    expect(text).not.toMatch(/relation|table|prisma|select/i);
    const [id] = /[0-9a-f-]{36}/.exec(text) ?? [];
    expect(logged.mock.calls.flat().join(" ")).toContain(`Request ${id} failed`);
  });

  test("the health check says so", async () => {
    const [health] = OPERATIONS.filter(({ name }) => name === "GET /api/health");
    if (!health) throw new Error("There is no health check.");
    await rename(
      (table) => table,
      (table) => `gone_${table}`,
    );
    expect(await readDescribed(health, await ask(health, {}, null))).toMatchObject({ status: 503 });
  });

  async function rename(from: (table: string) => string, to: (table: string) => string): Promise<void> {
    for (const table of TABLES) await pool().query(`ALTER TABLE ${from(table)} RENAME TO ${to(table)}`);
  }
});

describe("while the database cannot be reached", () => {
  const { connectionString } = pool().options;
  const failing = OPERATIONS.filter((operation) => describedErrors(operation).includes("503 database_unavailable"));

  afterEach(() => {
    vi.restoreAllMocks();
    pool().options.connectionString = connectionString;
  });

  test.each(failing)("$name says when to try again", async (operation) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const home = await createHome();
    const call = await callsOf(operation).succeeds(home);
    await loseDatabase();
    const { status, body, headers } = await answerTo(operation, home, call);
    expect(`${status} ${body.error.code}`).toBe("503 database_unavailable");
    expect(headers.get("retry-after")).toBe("2");
  });

  /** Connections that are open end, and new ones are refused. */
  async function loseDatabase(): Promise<void> {
    const other = new pg.Client({ connectionString });
    await other.connect();
    pool().options.connectionString = `postgresql://outlay:none@127.0.0.1:${await freePort()}/outlay`;
    await other.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    );
    await other.end();
    await expect.poll(() => pool().totalCount).toBe(0);
  }
});
