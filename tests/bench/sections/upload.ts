import type { Application } from "../application";
import { bareCopy, COPY_FORMATS } from "../bare-copy";
import type { Figure, Section } from "../section";
import { type UploadMeasurement, upload } from "../upload";
import { chatCompletions, onDisk, type UsageFile, usageCsv } from "../usage-file";

const RECORDS = 1_000_000;
const MEGABYTE = 2 ** 20;

/** One round: the file into an empty table, the same file again, and bare COPY of the same rows. */
interface Round {
  first: UploadMeasurement;
  again: UploadMeasurement;
  copies: number[];
}

/** Uploads over HTTP against bare COPY of the same rows. */
export const uploadSection: Section = {
  name: "upload",
  title: "1,000,000 request records over HTTP, from first byte to commit",
  async run({ rounds, files }, applications) {
    const application = await applications.start();
    const kinds = [
      { name: "CSV", file: await onDisk(usageCsv(RECORDS, 1), files), atLeast: 0.5, rounds: [] as Round[] },
      { name: "JSONL", file: await onDisk(chatCompletions(RECORDS, 1), files), atLeast: 0.3, rounds: [] as Round[] },
    ];
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) kind.rounds.push(await measureRound(application, kind.file, files));
    }
    await applications.stop(application);
    const measured = kinds.flatMap((kind) => kind.rounds);
    const peak = Math.max(...measured.flatMap(({ first, again }) => [first.peakMemory, again.peakMemory]));
    return [
      ...kinds.flatMap(({ name, atLeast, rounds: of }) => figuresOf(name, atLeast, of)),
      { what: "memory of the server at most", value: peak / MEGABYTE, unit: "MB", atMost: 512 },
    ];
  },
};

async function measureRound(application: Application, file: UsageFile, folder: string): Promise<Round> {
  await empty(application);
  const first = await upload(application, file);
  const again = await upload(application, file);
  if (again.answer.duplicates !== file.records) throw new Error("the second upload was not all duplicates");
  const copies: number[] = [];
  for (const format of COPY_FORMATS) copies.push(await bareCopy(application.databaseUrl, format, folder));
  return { first, again, copies };
}

/** Takes all records away, and begins both what is compared with a fresh checkpoint. */
export async function empty(application: Application): Promise<void> {
  await application.sql("TRUNCATE usage_records, stored_keys, rollups, staged_records");
  await application.sql("CHECKPOINT");
}

function figuresOf(name: string, atLeast: number, rounds: readonly Round[]): Figure[] {
  const times = (of: (round: Round) => number) => rounds.map((round) => of(round));
  const seconds = (list: readonly number[]) => list.map((ms) => (ms / 1000).toFixed(2)).join(", ");
  const firsts = times(({ first }) => first.ms);
  const agains = times(({ again }) => again.ms);
  const copies = COPY_FORMATS.map((_, index) => times((round) => round.copies[index] ?? 0));
  // COPY's own default is text; binary, which uploads use themselves, is the harder yardstick.
  const [text, binary] = copies.map((list) => Math.min(...list)) as [number, number];
  const [first, again] = [Math.min(...firsts), Math.min(...agains)];
  return [
    { what: `${name}: rate of bare COPY`, value: text / first, unit: "×", atLeast, note: `${seconds(firsts)} s` },
    { what: `${name}: rate of bare binary COPY`, value: binary / first, unit: "×" },
    ...COPY_FORMATS.map((format, index): Figure => {
      const list = copies[index] ?? [];
      const best = Math.min(...list) / 1000;
      return { what: `${name}: bare COPY, ${format}`, value: best, unit: "s", note: `${seconds(list)} s` };
    }),
    { what: `${name}: records a second`, value: (RECORDS / first) * 1000, unit: "/s" },
    {
      what: `${name}: the same file again, rate of the first time`,
      value: first / again,
      unit: "×",
      atLeast: 1,
      note: `${seconds(agains)} s`,
    },
  ];
}
