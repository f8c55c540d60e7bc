import { Columns } from "./columns";
import { type Multiples, type PieceRecords, promptsOf } from "./piece-records";
import { COLUMNS, type PieceHead, SETTING_WORDS } from "./piece-writer";
import { SETTING_NAMES, type SettingName } from "./traffic-row";
import { withWorkingArrays, workingNumbers } from "./working-arrays";

const NAME_PLACES = Object.fromEntries(SETTING_NAMES.map((name, place) => [name, place])) as Record<
  SettingName,
  number
>;

/** Records of a day (or as many of them as fit) in order of time, by columns. */
export class TrafficPiece implements PieceRecords {
  private readonly columns: Columns<PieceHead>;
  private readonly unpacked = new Map<string, Float64Array>();
  private readonly unpackedMultiples = new Map<string, Multiples>();
  private unpackedPrompts: Float64Array | null = null;

  /** From what a PieceWriter wrote. */
  constructor(bytes: Uint8Array) {
    this.columns = new Columns<PieceHead>(bytes);
  }

  get rows(): number {
    return this.columns.rows;
  }

  /** Start of the day, microseconds since 1970. */
  get start(): number {
    return this.columns.about.start;
  }

  get byteLength(): number {
    return this.columns.byteLength;
  }

  /** How many different combinations of names there are. */
  get settings(): number {
    return this.columns.about.settings.length / SETTING_WORDS;
  }

  /** The organisation's number of a name that a setting has. */
  nameOf(setting: number, name: SettingName): number {
    return this.word(setting, NAME_PLACES[name]);
  }

  /** The same of every setting. */
  numbersOf(name: SettingName): Int32Array {
    const numbers = new Int32Array(this.settings);
    const place = NAME_PLACES[name];
    for (let setting = 0; setting < numbers.length; setting += 1) numbers[setting] = this.word(setting, place);
    return numbers;
  }

  /** Number of the priced state, see PRICED_STATES. */
  pricedStateOf(setting: number): number {
    return this.word(setting, SETTING_NAMES.length);
  }

  /** Features that requests with a setting used, as far as they say. */
  featuresOf(setting: number): readonly string[] {
    return this.columns.about.features[this.word(setting, SETTING_NAMES.length + 1)] ?? [];
  }

  /** Names of the columns that only some traffic has: parts of tokens, `ttl:…`, `call:…`. */
  get extras(): string[] {
    const common = new Set<string>(COLUMNS);
    return this.columns.names.filter((name) => !common.has(name)).sort();
  }

  /** The value that a column has in every row; null where it differs. */
  constant(name: string): number | null {
    return this.columns.constant(name);
  }

  /** Runs `action`, for which columns are unpacked once. Nothing of them may be kept, and it cannot wait for anything. */
  unpackedFor<Result>(action: () => Result): Result {
    return withWorkingArrays(() => {
      this.pack();
      try {
        return action();
      } finally {
        this.pack();
      }
    });
  }

  /** A column's values, to be read only: they are unpacked once and kept until the end of `unpackedFor`. */
  column(name: string): Float64Array {
    let values = this.unpacked.get(name);
    if (!values) {
      values = this.columns.read(name, workingNumbers(this.rows));
      this.unpacked.set(name, values);
    }
    return values;
  }

  /** A column's values divided by what all are multiples of, unpacked likewise; null where some are not small. */
  multiples(name: string): Multiples | null {
    if (!this.columns.hasSmallMultiples(name)) return null;
    let multiples = this.unpackedMultiples.get(name);
    if (!multiples) {
      const values = workingNumbers(this.rows);
      multiples = { values, unit: this.columns.readMultiples(name, values) };
      this.unpackedMultiples.set(name, multiples);
    }
    return multiples;
  }

  /** The whole prompts, unpacked likewise. */
  get prompts(): Float64Array {
    this.unpackedPrompts ??= promptsOf(this);
    return this.unpackedPrompts;
  }

  /** Forgets what has been unpacked: it takes several times the room. */
  private pack(): void {
    this.unpacked.clear();
    this.unpackedMultiples.clear();
    this.unpackedPrompts = null;
  }

  private word(setting: number, word: number): number {
    return this.columns.about.settings[setting * SETTING_WORDS + word] as number;
  }
}
