import type { PieceRecords } from "./piece-records";
import { recordKind } from "./record-kind";
import type { SettingName } from "./traffic-row";
import { workingBytes, workingIntegers } from "./working-arrays";

/** Numbers of the organisation for names that a record has to have, or (`isExcluded`) must not have. */
export interface NumbersCondition<Name> {
  name: Name;
  numbers: readonly number[];
  isExcluded: boolean;
}

/** Which records something is about; all of it has to hold. */
export interface RowCondition {
  names: readonly NumbersCondition<SettingName | "user" | "tagSet">[];
  /** Bounds of single requests, both ends included; `input` is the whole prompt. */
  minInput: number | null;
  maxInput: number | null;
  minOutput: number | null;
  maxOutput: number | null;
  /** Hours of the day, 0 to 23. */
  hours: readonly number[] | null;
}

/** Whether a condition holds; of an aggregate one may not be able to tell. */
const OUT = 0;
const IN = 1;
const UNDECIDED = 2;

/** Whether a condition holds for some records. */
export type Outcome = "in" | "out" | "undecided";

const OUTCOMES: Readonly<Record<string, Outcome>> = { [OUT]: "out", [IN]: "in", [UNDECIDED]: "undecided" };

/** The outcomes of several conditions as text: a digit for each. */
export type Outcomes = string;

/** The outcome of one condition. */
export function outcomeOf(outcomes: Outcomes, condition: number): Outcome {
  return OUTCOMES[outcomes[condition] as string] ?? "out";
}

/** Outcomes by record: numbers, and what they stand for. */
export interface ConditionCodes {
  codes: Int32Array;
  outcomes: readonly Outcomes[];
}

/** The hour of the day (0 to 23, in the asker's zone) by quarter-hours since the start of a piece's day. */
export type HourOfQuarter = (quarter: number) => number;

const QUARTER_HOUR = 900_000_000;
const QUARTERS_A_DAY = 96;

/** For every record the outcomes of all conditions; null where there are no conditions. */
export function conditionCodes(
  piece: PieceRecords,
  conditions: readonly RowCondition[],
  hourOfQuarter: HourOfQuarter,
): ConditionCodes | null {
  if (conditions.length === 0) return null;
  const codes = workingIntegers(piece.rows).fill(0);
  let texts: Outcomes[] = [""];
  for (const condition of conditions) {
    const outcomes = outcomesOf(piece, condition, hourOfQuarter);
    const longer: Outcomes[] = [];
    const numbers = new Int32Array(texts.length * 3).fill(-1);
    for (let row = 0; row < codes.length; row += 1) {
      const place = (codes[row] as number) * 3 + (outcomes[row] as number);
      let number = numbers[place] as number;
      if (number < 0) {
        number = longer.length;
        longer.push(`${texts[codes[row] as number]}${outcomes[row]}`);
        numbers[place] = number;
      }
      codes[row] = number;
    }
    texts = longer;
  }
  return { codes, outcomes: texts };
}

function outcomesOf(piece: PieceRecords, condition: RowCondition, hourOfQuarter: HourOfQuarter): Uint8Array {
  const outcomes = workingBytes(piece.rows).fill(IN);
  dropOtherSettings(piece, condition, outcomes);
  for (const { name, numbers, isExcluded } of condition.names) {
    if (name === "user" || name === "tagSet") dropOthers(piece.column(name), new Set(numbers), isExcluded, outcomes);
  }
  const { minInput, maxInput, minOutput, maxOutput } = condition;
  if (minInput !== null || maxInput !== null) {
    restrict(outcomes, sizesWithin(piece, piece.prompts, minInput, maxInput));
  }
  if (minOutput !== null || maxOutput !== null) {
    restrict(outcomes, sizesWithin(piece, piece.column("output"), minOutput, maxOutput));
  }
  if (condition.hours) restrict(outcomes, hoursWithin(piece, new Set(condition.hours), hourOfQuarter));
  return outcomes;
}

function dropOtherSettings(piece: PieceRecords, { names }: RowCondition, outcomes: Uint8Array): void {
  const wanted = names.flatMap(({ name, numbers, isExcluded }) =>
    name === "user" || name === "tagSet" ? [] : [{ name, numbers: new Set(numbers), isExcluded }],
  );
  if (wanted.length === 0) return;
  const isWanted = Array.from({ length: piece.settings }, (_, setting) =>
    wanted.every(({ name, numbers, isExcluded }) => numbers.has(piece.nameOf(setting, name)) !== isExcluded),
  );
  const settings = piece.column("setting");
  for (let row = 0; row < outcomes.length; row += 1) if (!isWanted[settings[row] as number]) outcomes[row] = OUT;
}

function dropOthers(
  values: Float64Array,
  numbers: ReadonlySet<number>,
  isExcluded: boolean,
  outcomes: Uint8Array,
): void {
  for (let row = 0; row < outcomes.length; row += 1) {
    if (numbers.has(values[row] as number) === isExcluded) outcomes[row] = OUT;
  }
}

/** Out stays out; of the others the less certain answer stands. */
function restrict(outcomes: Uint8Array, further: Uint8Array): void {
  for (let row = 0; row < outcomes.length; row += 1) {
    const other = further[row] as number;
    if (other === OUT) outcomes[row] = OUT;
    else if (other === UNDECIDED && outcomes[row] === IN) outcomes[row] = UNDECIDED;
  }
}

function sizesWithin(
  piece: PieceRecords,
  sizes: Float64Array,
  minimum: number | null,
  maximum: number | null,
): Uint8Array {
  const requests = piece.column("requests");
  const [least, most] = [minimum ?? 0, maximum ?? Number.POSITIVE_INFINITY];
  const outcomes = workingBytes(sizes.length).fill(OUT);
  for (let row = 0; row < sizes.length; row += 1) {
    const size = sizes[row] as number;
    if (size < least) continue;
    // A request of an aggregate can be as small as nothing, and as large as all of it.
    if (recordKind(requests[row] as number) === "request") outcomes[row] = size <= most ? IN : OUT;
    else outcomes[row] = least === 0 && size <= most ? IN : UNDECIDED;
  }
  return outcomes;
}

function hoursWithin(piece: PieceRecords, hours: ReadonlySet<number>, hourOfQuarter: HourOfQuarter): Uint8Array {
  const durations = piece.column("duration");
  const requests = piece.column("requests");
  const isWanted = (quarter: number) => hours.has(hourOfQuarter(quarter));
  const times = piece.column("time");
  const outcomes = workingBytes(piece.rows);
  for (let row = 0; row < outcomes.length; row += 1) {
    const time = times[row] as number;
    const duration = recordKind(requests[row] as number) === "request" ? 0 : (durations[row] as number);
    const first = Math.floor(time / QUARTER_HOUR);
    const last = Math.min(Math.floor((time + Math.max(0, duration - 1)) / QUARTER_HOUR), first + QUARTERS_A_DAY);
    let within = 0;
    for (let quarter = first; quarter <= last; quarter += 1) if (isWanted(quarter)) within += 1;
    outcomes[row] = within === 0 ? OUT : within === last - first + 1 ? IN : UNDECIDED;
  }
  return outcomes;
}
