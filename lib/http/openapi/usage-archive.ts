import { z } from "zod";
import type { ArchiveResult } from "@/lib/ingest/files-reader";
import { smallCount } from "./value-schemas";

/** In which file of an archive a line stands. */
export const fileOfArchive = z.string().optional().describe("The file of the archive it stands in; only for archives.");

/** What became of the files of an archive. */
export const archiveResult = z
  .strictObject({
    files: z
      .array(z.strictObject({ name: z.string(), format: z.string(), received: smallCount, rejected: smallCount }))
      .max(1000)
      .describe("Those that were read."),
    leftOut: z.array(z.string()).max(1000).describe("Those that were passed over: empty, or added by the system."),
  })
  .describe("Only for archives; the first thousand of each.") satisfies z.ZodType<ArchiveResult>;
