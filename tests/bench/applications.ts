import { mkdirSync } from "node:fs";
import { type Application, startApplication } from "./application";
import type { BenchOptions } from "./options";
import { untilPacked } from "./until-packed";
import { upload } from "./upload";
import { type UsageFile, usageCsv } from "./usage-file";

/** Records of one upload by which an organisation is filled. */
const OF_AN_UPLOAD = 1_000_000;

/** An application with usage that has been packed for what-ifs. */
export interface FilledApplication extends Application {
  /** Milliseconds that each of its uploads took, in their order. */
  uploadsMs: number[];
  /** Milliseconds from the end of the last upload until it was packed. */
  packedInMs: number;
}

/** The applications a run has started; all are stopped at its end. */
export class Applications {
  private readonly started: Application[] = [];
  private readonly filled = new Map<number, Promise<FilledApplication>>();

  constructor(private readonly options: BenchOptions) {
    mkdirSync(options.files, { recursive: true });
  }

  /** An application of one's own, with nothing in it. */
  async start(): Promise<Application> {
    const application = await startApplication({ profile: this.options.profile });
    this.started.push(application);
    return application;
  }

  /** An application whose organisation has this many records of 90 days, to be read only: sections share it. */
  filledWith(records: number): Promise<FilledApplication> {
    const filled = this.filled.get(records) ?? this.startWith(records);
    this.filled.set(records, filled);
    return filled;
  }

  /** Stops an application before the end of the run. */
  async stop(application: Application): Promise<void> {
    this.started.splice(this.started.indexOf(application), 1);
    await application.stop();
  }

  async stopAll(): Promise<void> {
    await Promise.all(this.started.splice(0).map((application) => application.stop()));
  }

  /** An application of one's own that has this many records. */
  async startWith(records: number): Promise<FilledApplication> {
    const application = await this.start();
    const uploadsMs: number[] = [];
    for (const file of filesOf(records)) uploadsMs.push((await upload(application, file)).ms);
    const uploaded = performance.now();
    await application.sql("ANALYZE");
    // What goes on in the background would be in the figures.
    await untilPacked(application);
    return Object.assign(application, { uploadsMs, packedInMs: performance.now() - uploaded });
  }
}

/** Uploads that together have this many records, each over all 90 days. */
export function filesOf(records: number, firstSeries = 1): UsageFile[] {
  const files: UsageFile[] = [];
  for (let left = records; left > 0; left -= OF_AN_UPLOAD) {
    files.push(usageCsv(Math.min(left, OF_AN_UPLOAD), firstSeries + files.length));
  }
  return files;
}
