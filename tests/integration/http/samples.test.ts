import { describe, expect, test } from "vitest";
import { ask, type Call } from "../../support/api/ask";
import { readDescribed } from "../../support/api/described-answer";
import { OPERATIONS } from "../../support/api/described-operations";
import { createOrganization } from "../../support/factories";
import { SAMPLES, sampleBytes } from "../../support/samples";

const EVER = "from=2015-01-01&to=2027-01-01";

async function answerTo(name: string, key: string, call: Call) {
  const operation = OPERATIONS.find((one) => one.name === name);
  if (!operation) throw new Error(`There is no ${name}.`);
  const answer = await readDescribed(operation, await ask(operation, call, { key }));
  expect(answer.status, answer.text).toBe(200);
  return answer.body;
}

describe.each(SAMPLES)("what is answered of %s", (sample) => {
  test("is as described", async () => {
    const { key } = await createOrganization();
    const body = sampleBytes(sample);
    await answerTo("POST /api/v1/usage/preview", key, { body });
    await answerTo("POST /api/v1/usage", key, { body });
    const { records } = await answerTo("GET /api/v1/records", key, { query: EVER });
    for (const { recordId: id } of records) {
      await answerTo("GET /api/v1/records/{id}", key, { params: { id } });
      await answerTo("GET /api/v1/records/{id}/receipt", key, { params: { id } });
    }
    for (const address of ["spend", "spend/table", "spend/changes", "spend/receipts", "billed-costs", "export-views"])
      await answerTo(`GET /api/v1/${address}`, key, { query: EVER });
    await answerTo("GET /api/v1/batches", key, {});
  });
});
