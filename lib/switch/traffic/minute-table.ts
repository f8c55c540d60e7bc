import { above } from "../size-edges";
import type { PieceRecords } from "./piece-records";
import type { ConditionCodes, Outcomes } from "./row-conditions";
import { SettingGroups } from "./setting-groups";
import { leastPosition, type SizeBuckets } from "./size-buckets";
import type { SettingName } from "./traffic-row";

const MINUTE = 60_000_000;

const MINUTE_NAMES = ["provider", "model", "serviceTier"] as const satisfies readonly SettingName[];
const GROUP_WORDS = MINUTE_NAMES.length + 2;
/** Bucket of prompts of aggregates that may stand on both sides of an edge. */
export const ANY_PROMPT = -1;
const LONG = MINUTE_NAMES.length;
const CODE = LONG + 1;

/** What requests of one group used, minute by minute: those in which it used anything, ascending. */
export interface MinuteSeries {
  /** Minutes since the start of the day. */
  minutes: Uint16Array;
  /** Input and output together. */
  tokens: Float64Array;
  requests: Float64Array;
}

/** Usage of which nobody knows the minute: aggregates over longer periods. */
export interface Untimed {
  records: number;
  tokens: number;
  requests: number;
  /** The highest mean of one aggregate over its period, in tokens per minute: some minute has at least that. */
  highestMean: number;
}

/** Usage by calendar minute, for each model and tier. */
export class MinuteTable {
  constructor(
    /** Start of the day, microseconds since 1970. */
    readonly start: number,
    private readonly groups: Int32Array,
    private readonly outcomes: readonly Outcomes[],
    readonly series: readonly MinuteSeries[],
    readonly untimed: readonly Untimed[],
  ) {}

  get groupCount(): number {
    return this.series.length;
  }

  get byteLength(): number {
    return this.series.reduce((sum, { minutes }) => sum + minutes.length * 14 + 100, 0);
  }

  nameOf(group: number, name: (typeof MINUTE_NAMES)[number]): number {
    return this.groups[group * GROUP_WORDS + MINUTE_NAMES.indexOf(name)] as number;
  }

  /** Bucket of the prompts among those that have rate limits of their own. */
  longOf(group: number): number {
    return this.groups[group * GROUP_WORDS + LONG] as number;
  }

  /** Outcomes of the conditions, see `outcomeOf`. */
  outcomesOf(group: number): Outcomes {
    return this.outcomes[this.groups[group * GROUP_WORDS + CODE] as number] ?? "";
  }
}

/** Adds up records of a piece by minute, with the outcomes of conditions for each. */
export function tabulateMinutes(
  records: PieceRecords,
  long: SizeBuckets,
  conditions: ConditionCodes | null,
): MinuteTable {
  const [times, durations, settings] = [records.column("time"), records.column("duration"), records.column("setting")];
  const [requests, output, prompts] = [records.column("requests"), records.column("output"), records.prompts];
  const groups = new SettingGroups(records.settings, MINUTE_NAMES.length + 1, (setting, group) => {
    for (const [place, name] of MINUTE_NAMES.entries()) group[place] = records.nameOf(setting, name);
  });
  const codes = conditions?.codes ?? null;
  const collected: (Collected | undefined)[] = [];
  const perGroup = long.count + 1;
  for (let at = 0; at < records.rows; at += 1) {
    const code = codes === null ? 0 : (codes[at] as number);
    const prompt = prompts[at] as number;
    const stated = requests[at] as number;
    const bucket = stated === 2 ? long.ofTokens(prompt) : long.of(leastPosition(prompt, stated));
    const isPlaced = stated === 2 || bucket === long.of(above(prompt) - 1);
    const place = groups.of(settings[at] as number, code) * perGroup + (isPlaced ? bucket : long.count);
    let into = collected[place];
    if (!into) {
      into = new Collected();
      collected[place] = into;
    }
    const time = times[at] as number;
    const minute = Math.floor(time / MINUTE);
    const tokens = prompt + (output[at] as number);
    const number = stated > 0 ? stated - 1 : 0;
    const duration = durations[at] as number;
    const last = duration > 1 ? Math.floor((time + duration - 1) / MINUTE) : minute;
    if (last === minute && isPlaced) into.add(minute, tokens, number);
    else into.addUntimed(tokens, number, last - minute + 1);
  }
  const names = groups.keys();
  const found = collected.flatMap((into, place) => (into ? [{ into, place }] : []));
  const keys = found.flatMap(({ place }) => {
    const group = Math.floor(place / perGroup) * (MINUTE_NAMES.length + 1);
    const bucket = place % perGroup;
    const code = names[group + MINUTE_NAMES.length] as number;
    return [...names.subarray(group, group + MINUTE_NAMES.length), bucket === long.count ? ANY_PROMPT : bucket, code];
  });
  return new MinuteTable(
    records.start,
    Int32Array.from(keys),
    conditions?.outcomes ?? [],
    found.map(({ into }) => into.series()),
    found.map(({ into }) => into.untimed),
  );
}

/** Sums of one group on their way; records come in order of time. */
class Collected {
  readonly untimed: Untimed = { records: 0, tokens: 0, requests: 0, highestMean: 0 };
  private minutes = new Uint16Array(16);
  private tokens = new Float64Array(16);
  private requests = new Float64Array(16);
  private size = 0;

  add(minute: number, tokens: number, requests: number): void {
    if (this.size === 0 || this.minutes[this.size - 1] !== minute) this.begin(minute);
    const at = this.size - 1;
    this.tokens[at] = (this.tokens[at] as number) + tokens;
    this.requests[at] = (this.requests[at] as number) + requests;
  }

  addUntimed(tokens: number, requests: number, minutes: number): void {
    this.untimed.records += 1;
    this.untimed.tokens += tokens;
    this.untimed.requests += requests;
    this.untimed.highestMean = Math.max(this.untimed.highestMean, tokens / minutes);
  }

  series(): MinuteSeries {
    const { size } = this;
    return {
      minutes: this.minutes.slice(0, size),
      tokens: this.tokens.slice(0, size),
      requests: this.requests.slice(0, size),
    };
  }

  private begin(minute: number): void {
    if (this.size === this.minutes.length) {
      this.minutes = enlarged(this.minutes, new Uint16Array(this.size * 2));
      this.tokens = enlarged(this.tokens, new Float64Array(this.size * 2));
      this.requests = enlarged(this.requests, new Float64Array(this.size * 2));
    }
    this.minutes[this.size] = minute;
    this.size += 1;
  }
}

function enlarged<Values extends Uint16Array | Float64Array>(values: Values, into: Values): Values {
  into.set(values);
  return into;
}
