import type { Application } from "../application";
import { type Durations, measureInTurns } from "../measure";
import type { Section } from "../section";
import { FILE_FROM, FILE_TO } from "../usage-file";

const SMALL = 100_000;
const TIMES = 100;

/** Spend by day and model, at many records and at few. */
export const spendSection: Section = {
  name: "spend",
  title: "GET /api/v1/spend by day and model over 90 days",
  async run({ records }, applications) {
    const [small, large] = [await applications.filledWith(SMALL), await applications.filledWith(records)];
    const [few, many] = (await measureInTurns(TIMES, [() => ask(small), () => ask(large)])) as [Durations, Durations];
    const count = (number: number) => number.toLocaleString("en-US");
    return [
      { what: `median at ${count(records)} records`, value: many.median, unit: "ms", atMost: 60 },
      { what: `95th percentile at ${count(records)} records`, value: many.p95, unit: "ms" },
      { what: `median at ${count(SMALL)} records`, value: few.median, unit: "ms" },
      {
        what: `${count(records)} against ${count(SMALL)} records`,
        value: many.median / few.median,
        unit: "×",
        atMost: 1.3,
      },
    ];
  },
};

async function ask({ url, apiKey }: Application): Promise<void> {
  const question = `from=${FILE_FROM}&to=${FILE_TO}&granularity=day&groupBy=model`;
  const answer = await fetch(`${url}/api/v1/spend?${question}`, { headers: { authorization: `Bearer ${apiKey}` } });
  if (!answer.ok) throw new Error(`GET /api/v1/spend answered ${answer.status}: ${await answer.text()}`);
  await answer.arrayBuffer();
}
