import type { MatchedModel } from "@/lib/pricing/match-model";
import { limitsChecked, type SwitchInput, targetLoads } from "../answer";
import { minuteLimits } from "../best-split/minute-stops";
import { headroomOf } from "../headroom";
import { isBatch, limitOf, type MinuteLoad, namedGroups } from "../minute-load";
import { isModel } from "../selection";
import { WHOLE } from "../share";
import { type PromptBuckets, tabulateMinutes } from "../traffic/minute-table";
import type { Room } from "./problem";
import type { SegmentTraffic } from "./segment-traffic";
import { placeOf, type SegmentedPart, segmentCodes } from "./segments";

const MEASURES = ["tokens", "requests"] as const;
type Measure = (typeof MEASURES)[number];

/** Amounts by segment, for each minute that matters, are at most this many: others stay where they are. */
const MOST_AMOUNTS = 12_000_000;

/** A rate limit of a model that segments share. */
export interface SharedLimit {
  /** Place of the model among the candidates. */
  model: number;
  measure: Measure;
  abovePromptTokens: number | null;
  limit: number;
}

interface Limited extends SharedLimit {
  /** What runs there now, in millionths. */
  now: Float64Array;
  loads: readonly MinuteLoad[];
  index: number;
}

/** The limits that segments may fill, and what each adds in the minutes that can become too full. */
export class ModelRooms {
  readonly limits: readonly SharedLimit[];
  /** The segments that are looked at: fewer where there are many minutes that can become too full. */
  readonly numbers: readonly number[];
  private readonly limited: readonly Limited[];
  /** For each minute of the period its place among those that matter; -1 for others. */
  private readonly placeOfMinute: Int32Array;
  private readonly minutes: number[] = [];
  /** By limit: what each segment adds all in all, and what of it runs there already. */
  private readonly all: (Float64Array | null)[][];
  private readonly there: (Float64Array | null)[][];
  private readonly places: ReadonlyMap<number, number>;

  constructor(
    private readonly input: SwitchInput,
    private readonly models: readonly MatchedModel[],
    numbers: readonly number[],
    private readonly traffic: SegmentTraffic,
  ) {
    const { from, to } = input.question;
    const count = Math.ceil(to.getTime() / 60_000) - Math.floor(from.getTime() / 60_000);
    this.placeOfMinute = new Int32Array(count).fill(-1);
    this.limited = models.flatMap((_, model) => this.limitsOf(model)).filter((limited) => this.findFull(limited));
    this.limits = this.limited;
    const amounts = Math.max(1, this.minutes.length * this.limited.length * 2);
    this.numbers = numbers.slice(0, Math.max(1, Math.floor(MOST_AMOUNTS / amounts)));
    this.places = new Map(this.numbers.map((number, place) => [number, place]));
    this.all = this.limited.map(() => this.numbers.map(() => null));
    this.there = this.limited.map(() => this.numbers.map(() => null));
  }

  /** Whether records have to be looked at by minute. */
  get areNeeded(): boolean {
    return this.limited.length > 0;
  }

  private limitsOf(model: number): Limited[] {
    const target = this.models[model] as MatchedModel;
    const { tier } = limitsChecked(this.input, target);
    if (tier === null) return [];
    const { loads, groups, own } = targetLoads(this.input, [], target);
    const values = minuteLimits(headroomOf(target, loads, groups, own).limits, tier);
    return loads.flatMap((load, index) =>
      MEASURES.flatMap((measure) => {
        const limit = values[index]?.[measure] ?? null;
        const { abovePromptTokens } = load;
        return limit === null ? [] : [{ model, measure, abovePromptTokens, limit, now: load[measure], loads, index }];
      }),
    );
  }

  /** Notes the minutes that would be too full with everything. */
  private findFull({ measure, now, limit, loads, index }: Limited): boolean {
    const coming = [...this.traffic.minutes.values()].filter(({ prompts }) => this.isUnder(loads, index, prompts));
    let isFull = false;
    for (let minute = 0; minute < now.length; minute += 1) {
      let sum = (now[minute] as number) / Number(WHOLE);
      for (const sums of coming) sum += sums[measure][minute] as number;
      if (sum <= limit) continue;
      isFull = true;
      if (this.placeOfMinute[minute] !== -1) continue;
      this.placeOfMinute[minute] = this.minutes.length;
      this.minutes.push(minute);
    }
    return isFull;
  }

  private isUnder(loads: readonly MinuteLoad[], index: number, prompts: PromptBuckets): boolean {
    return limitOf(loads, this.input.shape.long, prompts) === index;
  }

  /** Takes records of the segments. */
  add({ at, records, segments }: SegmentedPart): void {
    const { book, traffic, shape } = this.input;
    const table = tabulateMinutes(records, shape.long, segmentCodes(segments, this.places));
    const offset = table.start / 60_000_000 - this.traffic.firstMinute;
    for (const { group, tier, match } of namedGroups(book, traffic.nameOf, at, table)) {
      const segment = placeOf(table.outcomesOf(group));
      const series = table.series[group];
      if (segment === null || !series || isBatch(tier)) continue;
      for (const [place, limited] of this.limited.entries()) {
        if (!this.isUnder(limited.loads, limited.index, table.promptsOf(group))) continue;
        const amounts = series[limited.measure];
        this.addTo(this.all[place] ?? [], segment, offset, series.minutes, amounts);
        if (isModel(match, this.models[limited.model] as MatchedModel)) {
          this.addTo(this.there[place] ?? [], segment, offset, series.minutes, amounts);
        }
      }
    }
  }

  private addTo(
    loads: (Float64Array | null)[],
    segment: number,
    offset: number,
    minutes: Uint16Array,
    amounts: Float64Array,
  ): void {
    let load = loads[segment] ?? null;
    for (let at = 0; at < minutes.length; at += 1) {
      const place = this.placeOfMinute[offset + (minutes[at] as number)] as number;
      if (place < 0) continue;
      load ??= new Float64Array(this.minutes.length);
      load[place] = (load[place] as number) + (amounts[at] as number);
    }
    loads[segment] = load;
  }

  /** What others than the segments have on a limit's model in a minute, by its place. */
  othersAt(limit: number, place: number): number {
    const now = (this.limited[limit]?.now[this.minutes[place] as number] ?? 0) / Number(WHOLE);
    return (this.there[limit] ?? []).reduce((rest, load) => rest - (load?.[place] ?? 0), now);
  }

  /** The rooms of a problem in which option 0 is to stay and the others are the models. */
  rooms(): Room[] {
    return this.limited.map(({ model, now, limit }, place) => {
      const there = this.there[place] ?? [];
      const all = this.all[place] ?? [];
      const room = Float64Array.from(this.minutes, (minute, at) => {
        const before = (now[minute] as number) / Number(WHOLE);
        // A minute that is above the limit already may not get worse.
        return Math.max(limit, before) - this.othersAt(place, at);
      });
      return {
        room,
        loadOf: (segment, option) => {
          if (option === 0) return there[segment] ?? null;
          return option === model + 1 ? (all[segment] ?? null) : null;
        },
      };
    });
  }

  /** A minute by its place in the rooms, in minutes since 1970. */
  minuteAt(place: number): number {
    return this.traffic.firstMinute + (this.minutes[place] as number);
  }
}
