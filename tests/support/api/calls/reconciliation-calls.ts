import { pool } from "@/lib/db/pool";
import { ingest } from "@/lib/ingest/ingest";
import type { Call } from "../ask";
import type { Home } from "../home";
import type { CallsByOperation } from "../operation-calls";

const PERIOD = "from=2026-11-01&to=2026-11-30";

/** Usage that came by two roads and in two exports, and what was billed for it. */
async function twice({ organizationId, mark }: Home): Promise<void> {
  const day = `${Date.parse("2026-11-03T00:00:00Z") / 1000},${Date.parse("2026-11-04T00:00:00Z") / 1000}`;
  for (const text of [
    `start_time,end_time,project_id,num_model_requests,model,input_tokens,output_tokens\n${day},${mark},3,gpt-4.1,1000,10\n`,
    `start_time,end_time,num_model_requests,model,input_tokens,output_tokens\n${day},3,gpt-4.1,1000,10\n`,
    `id,timestamp,provider,model,project,input,output\n${mark},2026-11-03T10:00:00Z,openai,gpt-4.1,${mark},2000,10\n`,
    `start_time,end_time,amount_value,amount_currency\n${day},0.5,usd\n`,
  ]) {
    const stream = (async function* () {
      yield Buffer.from(text);
    })();
    await ingest({ organizationId, stream, source: mark, format: null, actor: { kind: "command", name: mark } });
  }
}

const ofPeriod = async (home: Home): Promise<Call> => {
  await twice(home);
  return { query: PERIOD };
};

async function billedBy({ organizationId, mark }: Home): Promise<void> {
  await pool().query(
    `INSERT INTO billed_costs (organization_id, day, key, timestamp, end_timestamp, batch_id, line, provider, amount, currency, basis)
     VALUES ($1, '2026-11-05', gen_random_uuid(), '2026-11-05Z', '2026-11-06Z', 1, 1, $2, -0.25, 'EUR', 'billing_export')`,
    [organizationId, mark],
  );
}

async function say({ organizationId }: Home, provider: string): Promise<void> {
  const values = [organizationId, provider];
  await pool().query("INSERT INTO overlap_precedences VALUES ($1, $2, '', 'requests')", values);
}

async function sayOfExports({ organizationId }: Home, provider: string): Promise<void> {
  const values = [organizationId, provider];
  await pool().query("INSERT INTO export_precedences VALUES ($1, $2, 'completions', 'all')", values);
}

const WRONG_PERIOD = { "400 invalid_request": () => ({ query: "from=soon" }) };

/** Usage by two roads, and what was billed. */
export const reconciliationCalls: CallsByOperation = {
  "GET /api/v1/overlaps": { succeeds: ofPeriod, fails: WRONG_PERIOD },
  "GET /api/v1/billed-costs": {
    succeeds: async (home) => {
      await billedBy(home);
      return ofPeriod(home);
    },
    fails: WRONG_PERIOD,
  },
  "GET /api/v1/overlap-precedences": {
    succeeds: async (home) => {
      await say(home, home.mark);
      return {};
    },
  },
  "POST /api/v1/overlap-precedences": {
    succeeds: ({ mark }) => ({ body: { provider: "openai", project: mark, precedence: "requests" } }),
    alsoSucceeds: { "taken back": () => ({ body: { provider: null, project: null, precedence: null } }) },
    fails: {
      "409 too_many": async (home) => {
        for (let index = 0; index < 1000; index += 1) await say(home, `${index}`);
        return { body: { provider: "openai", project: null, precedence: "requests" } };
      },
    },
  },
  "GET /api/v1/export-views": { succeeds: ofPeriod, fails: WRONG_PERIOD },
  "GET /api/v1/export-precedences": {
    succeeds: async (home) => {
      await sayOfExports(home, home.mark);
      return {};
    },
  },
  "POST /api/v1/export-precedences": {
    succeeds: ({ mark }) => ({ body: { provider: mark, endpoint: "completions", view: "openai-usage/86400/model" } }),
    alsoSucceeds: { "taken back": () => ({ body: { provider: null, endpoint: null, view: null } }) },
    fails: {
      "409 too_many": async (home) => {
        for (let index = 0; index < 1000; index += 1) await sayOfExports(home, `${index}`);
        return { body: { provider: "openai", endpoint: null, view: "all" } };
      },
    },
  },
};
