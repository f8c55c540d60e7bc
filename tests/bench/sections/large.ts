import { Transform } from "node:stream";
import type { Section } from "../section";
import { upload } from "../upload";
import { usageCsv } from "../usage-file";

/** Bytes of a line of the generated CSV, roughly. */
const BYTES_OF_RECORD = 115;

/** One very large file, generated while it is sent. */
export const largeSection: Section = {
  name: "large",
  title: "one very large CSV file, generated while it is sent",
  long: true,
  async run({ gigabytes }, applications) {
    const application = await applications.start();
    const generated = usageCsv(Math.round((gigabytes * 1e9) / BYTES_OF_RECORD), 201);
    let bytes = 0;
    const counting = () =>
      new Transform({
        transform(piece: Buffer, _, done) {
          bytes += piece.length;
          done(null, piece);
        },
      });
    const { ms, peakMemory } = await upload(application, {
      ...generated,
      open: () => generated.open().pipe(counting()),
    });
    await applications.stop(application);
    return [
      { what: "memory of the server at most", value: peakMemory / 2 ** 20, unit: "MB", atMost: 512 },
      { what: "size of the file", value: bytes / 1e6, unit: "MB" },
      { what: "records", value: generated.records, unit: "" },
      { what: "from first byte to commit", value: ms / 1000, unit: "s" },
      { what: "records a second", value: Math.round((generated.records / ms) * 1000), unit: "/s" },
    ];
  },
};
