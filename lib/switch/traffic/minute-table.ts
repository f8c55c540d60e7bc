import type { PieceRecords } from "./piece-records";
import type { ConditionCodes, Outcomes } from "./row-conditions";
import { SettingGroups } from "./setting-groups";
import { leastPosition, type SizeBuckets } from "./size-buckets";
import type { SettingName } from "./traffic-row";

const MINUTE = 60_000_000;

const MINUTE_NAMES = ["provider", "model", "serviceTier"] as const satisfies readonly SettingName[];
const GROUP_WORDS = MINUTE_NAMES.length + 3;
const LEAST = MINUTE_NAMES.length;
const MOST = LEAST + 1;
const CODE = LEAST + 2;

/** The buckets that the largest prompt of a record may be in: of a request one, of an aggregate perhaps several. */
export interface PromptBuckets {
  least: number;
  most: number;
}

/** What requests of one group used, minute by minute: those in which it used anything, ascending. */
export interface MinuteSeries {
  /** Minutes since the start of the day. */
  minutes: Uint16Array;
  /** Input and output together. */
  tokens: Float64Array;
  requests: Float64Array;
}

/** Sums over aggregates of which nobody knows the minute, or the limits they are under. */
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
    /** Aggregates over longer periods: they are in no series. */
    readonly untimed: readonly Untimed[],
    /** What is in a series, where the largest prompts may be in several buckets; otherwise nothing. */
    readonly unplaced: readonly Untimed[],
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

  /** Buckets of the prompts among those that have rate limits of their own. */
  promptsOf(group: number): PromptBuckets {
    const place = group * GROUP_WORDS;
    return { least: this.groups[place + LEAST] as number, most: this.groups[place + MOST] as number };
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
  const known = MINUTE_NAMES.map((name) => records.numbersOf(name));
  const groups = new SettingGroups(records.settings, MINUTE_NAMES.length + 1, (setting, group) => {
    for (let place = 0; place < known.length; place += 1) group[place] = known[place]?.[setting] ?? 0;
  });
  const codes = conditions?.codes ?? null;
  const collected: (Collected | undefined)[] = [];
  const perGroup = long.count * long.count;
  for (let at = 0; at < records.rows; at += 1) {
    const code = codes === null ? 0 : (codes[at] as number);
    const prompt = prompts[at] as number;
    const stated = requests[at] as number;
    const most = long.ofTokens(prompt);
    const least = stated === 2 ? most : long.of(leastPosition(prompt, stated));
    const place = groups.of(settings[at] as number, code) * perGroup + least * long.count + most;
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
    if (last === minute) into.add(minute, tokens, number);
    if (last !== minute) addUntimed(into.untimed, tokens, number, last - minute + 1);
    else if (least !== most) addUntimed(into.unplaced, tokens, number, 1);
  }
  const names = groups.keys();
  const found = collected.flatMap((into, place) => (into ? [{ into, place }] : []));
  const keys = found.flatMap(({ place }) => {
    const group = Math.floor(place / perGroup) * (MINUTE_NAMES.length + 1);
    const prompts = place % perGroup;
    const code = names[group + MINUTE_NAMES.length] as number;
    return [
      ...names.subarray(group, group + MINUTE_NAMES.length),
      ...[Math.floor(prompts / long.count), prompts % long.count, code],
    ];
  });
  return new MinuteTable(
    records.start,
    Int32Array.from(keys),
    conditions?.outcomes ?? [],
    found.map(({ into }) => into.series()),
    found.map(({ into }) => into.untimed),
    found.map(({ into }) => into.unplaced),
  );
}

function noUntimed(): Untimed {
  return { records: 0, tokens: 0, requests: 0, highestMean: 0 };
}

function addUntimed(into: Untimed, tokens: number, requests: number, minutes: number): void {
  into.records += 1;
  into.tokens += tokens;
  into.requests += requests;
  into.highestMean = Math.max(into.highestMean, tokens / minutes);
}

/** Sums of one group on their way; records come in order of time. */
class Collected {
  readonly untimed = noUntimed();
  readonly unplaced = noUntimed();
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
