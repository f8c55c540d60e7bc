import type { SettingName } from "./traffic-row";
import { workingNumbers } from "./working-arrays";

/** Values as multiples (whole numbers below 2^32, to be read only) of a unit: sums of a piece's are exact. */
export interface Multiples {
  readonly values: Float64Array;
  readonly unit: number;
}

/** Records of a piece, or some of them, by columns that are to be read only. */
export interface PieceRecords {
  /** How many there are. */
  readonly rows: number;
  /** Start of the day, microseconds since 1970. */
  readonly start: number;
  /** How many different combinations of names the piece has. */
  readonly settings: number;
  /** Names of the columns that only some traffic has: parts of tokens, `ttl:…`, `call:…`. */
  readonly extras: readonly string[];
  /** The whole prompts. */
  readonly prompts: Float64Array;
  /** The organisation's number of a name that a setting has. */
  nameOf(setting: number, name: SettingName): number;
  /** The same of every setting. */
  numbersOf(name: SettingName): Int32Array;
  /** Number of a setting's priced state, see PRICED_STATES. */
  pricedStateOf(setting: number): number;
  /** Features that requests with a setting used, as far as they say. */
  featuresOf(setting: number): readonly string[];
  /** The value that a column has in every record; null where it differs. */
  constant(name: string): number | null;
  column(name: string): Float64Array;
  /** A column as multiples of what all of its values are multiples of; null where these are too large. */
  multiples(name: string): Multiples | null;
}

/** The whole prompts of records. */
export function promptsOf(records: PieceRecords): Float64Array {
  const prompts = workingNumbers(records.rows);
  prompts.set(records.column("inputUncached"));
  for (const part of ["cacheRead", "cacheWrite"] as const) {
    if (records.constant(part) === 0) continue;
    const values = records.column(part);
    for (let row = 0; row < prompts.length; row += 1) prompts[row] = (prompts[row] as number) + (values[row] as number);
  }
  return prompts;
}

/** The requests records state; those that do not say how many have none. */
export function requestsOf(records: PieceRecords): Float64Array {
  return records.column("requests").map((stated) => Math.max(0, stated - 1));
}

/** Some records of a piece, by their places. */
export class SelectedRecords implements PieceRecords {
  private readonly gathered = new Map<string, Float64Array>();
  private readonly gatheredMultiples = new Map<string, Multiples | null>();
  private gatheredPrompts: Float64Array | null = null;

  constructor(
    private readonly all: PieceRecords,
    private readonly places: Int32Array,
  ) {}

  get rows(): number {
    return this.places.length;
  }

  get start(): number {
    return this.all.start;
  }

  get settings(): number {
    return this.all.settings;
  }

  get extras(): readonly string[] {
    return this.all.extras;
  }

  get prompts(): Float64Array {
    this.gatheredPrompts ??= promptsOf(this);
    return this.gatheredPrompts;
  }

  nameOf(setting: number, name: SettingName): number {
    return this.all.nameOf(setting, name);
  }

  numbersOf(name: SettingName): Int32Array {
    return this.all.numbersOf(name);
  }

  pricedStateOf(setting: number): number {
    return this.all.pricedStateOf(setting);
  }

  featuresOf(setting: number): readonly string[] {
    return this.all.featuresOf(setting);
  }

  constant(name: string): number | null {
    return this.all.constant(name);
  }

  column(name: string): Float64Array {
    let values = this.gathered.get(name);
    if (!values) {
      const constant = this.constant(name);
      values =
        constant === null ? gather(this.all.column(name), this.places) : workingNumbers(this.rows).fill(constant);
      this.gathered.set(name, values);
    }
    return values;
  }

  multiples(name: string): Multiples | null {
    let some = this.gatheredMultiples.get(name);
    if (some === undefined) {
      const all = this.all.multiples(name);
      some = all && { values: gather(all.values, this.places), unit: all.unit };
      this.gatheredMultiples.set(name, some);
    }
    return some;
  }
}

function gather(values: Float64Array, places: Int32Array): Float64Array {
  const some = workingNumbers(places.length);
  for (let at = 0; at < places.length; at += 1) some[at] = values[places[at] as number] as number;
  return some;
}
