import { VIEW_DIMENSIONS, type ViewDimension, viewText, type Wording } from "@/lib/spend/export-view";
import type { PreparedRecord } from "../rows/record-row";

/** What one file of an upload tells of a provider and kind of usage in periods of one length. */
export interface ToldByFile {
  file: number;
  providerId: number;
  endpointId: number;
  seconds: number;
  firstLine: number;
  lastLine: number;
  view: string;
  /** The dimensions it tells usage apart by. */
  dimensions: readonly ViewDimension[];
}

type Gathered = Omit<ToldByFile, "view" | "dimensions"> & { family: string; told: Map<ViewDimension, Wording> };

/**
 * Finds out how the files of an upload tell usage, from everything in them: a row without a project may stand in an export
 * by project, so no row says it for itself, and what is stored of an upload that says much again is not all it says.
 */
export class ToldViews {
  private readonly gathered = new Map<string, Gathered>();

  /** Looks at a record of a file that is an account of some family. */
  add({ item, numbers }: PreparedRecord, file: number, family: string): void {
    const { record, line } = item;
    const [providerId = 0, , , , endpointId = 0] = numbers;
    const seconds = secondsBetween(record.timestamp, record.endTimestamp);
    const key = `${file}/${providerId}/${endpointId}/${seconds}`;
    let one = this.gathered.get(key);
    if (!one) {
      one = { file, family, providerId, endpointId, seconds, firstLine: line, lastLine: line, told: new Map() };
      this.gathered.set(key, one);
    }
    one.firstLine = Math.min(one.firstLine, line);
    one.lastLine = Math.max(one.lastLine, line);
    const { told } = one;
    if (record.model !== "") told.set("model", "names");
    if (record.serviceTier !== null) told.set("serviceTier", "names");
    if (record.region !== null) told.set("region", "names");
    if ((numbers[TAG_SET] ?? 0) !== 0) told.set("tags", "names");
    noteWording(told, "project", record.project);
    noteWording(told, "apiKey", record.apiKey);
    noteWording(told, "user", record.user);
  }

  /** What has been found out. */
  byFile(): ToldByFile[] {
    return [...this.gathered.values()].map(({ told, family, ...one }) => ({
      ...one,
      view: viewText({ family, seconds: one.seconds, told }),
      dimensions: VIEW_DIMENSIONS.filter((dimension) => told.has(dimension)),
    }));
  }
}

/** Where a prepared record has the number of its tags. */
const TAG_SET = 8;

/** As `SECONDS` in export-views-sql has it. */
function secondsBetween(from: number, to: number | null): number {
  return to === null ? 0 : Math.floor((to - from) / 1_000_000);
}

/** Ids of OpenAI and Anthropic begin with what they are of. */
const IS_ID = /^(proj|user|key|apikey|wrkspc|svac)[_-]/;

/** One name is enough: where an export has names, what has none has its id. */
function noteWording(told: Map<ViewDimension, Wording>, dimension: ViewDimension, text: string | null): void {
  if (text === null || told.get(dimension) === "names") return;
  told.set(dimension, IS_ID.test(text) ? "ids" : "names");
}
