import type { Section } from "../section";
import { untilPacked } from "../until-packed";
import { upload } from "../upload";
import { onDisk, usageCsv } from "../usage-file";
import { empty } from "./upload";

const RECORDS = 1_000_000;
/** Series of the files that are measured; those that fill the organisation count from 1. */
const FIRST_SERIES = 101;

/** An upload into an organisation that has many records already, over the same days. */
export const grownSection: Section = {
  name: "grown",
  title: "1,000,000 request records into an organisation that has many, and into an empty one, in turns",
  async run({ grown, rounds, files }, applications) {
    const [large, fresh] = [await applications.startWith(grown), await applications.start()];
    const [times, freshTimes]: [number[], number[]] = [[], []];
    let peak = 0;
    for (let round = 0; round < rounds; round += 1) {
      // What the round before has changed is packed in the background, which would be in the figures of both.
      await untilPacked(large);
      const file = await onDisk(usageCsv(RECORDS, FIRST_SERIES + round), files);
      await empty(fresh);
      freshTimes.push((await upload(fresh, file)).ms);
      await large.sql("CHECKPOINT");
      const { ms, peakMemory } = await upload(large, file);
      times.push(ms);
      peak = Math.max(peak, peakMemory);
    }
    await Promise.all([applications.stop(large), applications.stop(fresh)]);
    const [best, bestFresh] = [Math.min(...times), Math.min(...freshTimes)];
    const seconds = (list: readonly number[]) => `${list.map((ms) => (ms / 1000).toFixed(2)).join(", ")} s`;
    const many = grown.toLocaleString("en-US");
    return [
      { what: `time into ${many} records, of that into none`, value: best / bestFresh, unit: "×", atMost: 1.3 },
      { what: `into ${many} records and more`, value: best / 1000, unit: "s", note: seconds(times) },
      { what: "into an empty organisation", value: bestFresh / 1000, unit: "s", note: seconds(freshTimes) },
      {
        ...{ what: "uploads that made it so many, the longest", value: Math.max(...large.uploadsMs) / 1000, unit: "s" },
        note: seconds(large.uploadsMs),
      },
      { what: "memory of the server at most", value: peak / 2 ** 20, unit: "MB", atMost: 512 },
    ];
  },
};
