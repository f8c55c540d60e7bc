import { startBareServer } from "../bare-server";
import { keepAlivePosts, type PostMeasurement, type PostTarget } from "../keep-alive-posts";
import { quantiles } from "../measure";
import type { Section } from "../section";

const CONNECTIONS = 16;
const SECONDS = 5;

/** Single records over keep-alive connections, each answered after its commit. */
export const postsSection: Section = {
  name: "posts",
  title: `posts of single records over ${CONNECTIONS} keep-alive connections, each answered after its commit`,
  async run({ rounds }, applications) {
    const application = await applications.start();
    const bare = await startBareServer();
    const headers = { authorization: `Bearer ${application.apiKey}`, "content-type": "application/json" };
    const ours: PostTarget = { url: `${application.url}/api/v1/usage?source=stream`, headers, body: oneRecord };
    const theirs: PostTarget = { url: bare.url, headers, body: oneRecord };
    // Not measured: both are compiled on the way.
    await keepAlivePosts(theirs, CONNECTIONS, SECONDS);
    let acknowledged = (await keepAlivePosts(ours, CONNECTIONS, SECONDS)).durations.length;
    const measured: { ours: PostMeasurement; theirs: PostMeasurement }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      measured.push({
        theirs: await keepAlivePosts(theirs, CONNECTIONS, SECONDS),
        ours: await keepAlivePosts(ours, CONNECTIONS, SECONDS),
      });
      acknowledged += measured.at(-1)?.ours.durations.length ?? 0;
    }
    const [stored] = await application.sql("SELECT count(*)::int AS count FROM usage_records");
    if (stored?.count !== acknowledged) throw new Error(`of ${acknowledged} records ${stored?.count} are stored`);
    await Promise.all([bare.stop(), applications.stop(application)]);
    const rates = measured.map((round) => round.ours.perSecond);
    const bareRates = measured.map((round) => round.theirs.perSecond);
    const { median, p99 } = quantiles(measured.flatMap((round) => round.ours.durations));
    const list = (numbers: readonly number[]) => `${numbers.map(Math.round).join(", ")} /s`;
    return [
      {
        what: "rate of a route that only reads the body",
        value: Math.max(...rates) / Math.max(...bareRates),
        unit: "×",
        atLeast: 0.6,
      },
      { what: "posts a second", value: Math.round(Math.max(...rates)), unit: "/s", note: list(rates) },
      { what: "the other route", value: Math.round(Math.max(...bareRates)), unit: "/s", note: list(bareRates) },
      { what: "median", value: median, unit: "ms" },
      { what: "99th percentile", value: p99, unit: "ms" },
    ];
  },
};

let posted = 0;

/** A record that was not posted before. */
function oneRecord(): string {
  posted += 1;
  return JSON.stringify({
    id: `post-${posted}`,
    timestamp: new Date(Date.UTC(2026, 9, 1) + posted * 1000).toISOString(),
    provider: "openai",
    model: "gpt-4.1-2025-04-14",
    project: `project-${posted % 20}`,
    apiKey: `key-${posted % 50}`,
    user: `user-${posted % 500}`,
    tokens: { input: 1000 + (posted % 1000), cacheRead: 512, output: 200 },
  });
}
