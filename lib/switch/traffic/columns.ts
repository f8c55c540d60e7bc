/**
 * Columns of whole numbers (0 to 2^53 - 1) in as few bytes as their largest value takes: a column in which every value is
 * the same takes none, and values that are all multiples of something are kept divided by it.
 */

interface Place {
  name: string;
  /** Bytes for each value; 0: every value is `unit`. */
  width: 0 | 1 | 2 | 4 | 8;
  unit: number;
  offset: number;
}

interface Head<About> {
  rows: number;
  columns: Place[];
  about: About;
}

const ALIGNMENT = 8;

/** Writes columns of equal length, with something about them (JSON) in front. */
export function encodeColumns(
  rows: number,
  columns: readonly (readonly [name: string, values: Float64Array])[],
  about: unknown,
): Uint8Array<ArrayBuffer> {
  const measured = columns
    .map(([name, values]) => ({ values, place: measure(name, values.subarray(0, rows)) }))
    .sort((a, b) => b.place.width - a.place.width);
  let length = 0;
  for (const { place } of measured) {
    place.offset = length;
    length += aligned(place.width * rows);
  }
  const head = new TextEncoder().encode(JSON.stringify({ rows, columns: measured.map(({ place }) => place), about }));
  const start = aligned(ALIGNMENT + head.length);
  const bytes = new Uint8Array(start + length);
  new DataView(bytes.buffer).setUint32(0, head.length);
  bytes.set(head, ALIGNMENT);
  for (const { values, place } of measured) write(bytes.buffer, start, rows, values, place);
  return bytes;
}

/** Columns as `encodeColumns` wrote them. */
export class Columns<About> {
  readonly rows: number;
  readonly about: About;
  private readonly places: ReadonlyMap<string, Place>;
  private readonly start: number;
  private readonly buffer: ArrayBuffer;

  constructor(bytes: Uint8Array) {
    // Views need places that are multiples of their width.
    this.buffer = new Uint8Array(bytes).buffer;
    const length = new DataView(this.buffer).getUint32(0);
    const text = new TextDecoder().decode(new Uint8Array(this.buffer, ALIGNMENT, length));
    const head = JSON.parse(text) as Head<About>;
    this.rows = head.rows;
    this.about = head.about;
    this.places = new Map(head.columns.map((place) => [place.name, place]));
    this.start = aligned(ALIGNMENT + length);
  }

  get byteLength(): number {
    return this.buffer.byteLength;
  }

  get names(): string[] {
    return [...this.places.keys()];
  }

  /** The value of a column in which all are the same; null of others. A column that is not there is all zero. */
  constant(name: string): number | null {
    const place = this.places.get(name);
    if (!place) return 0;
    return place.width === 0 ? place.unit : null;
  }

  /** Fills in a column's values. */
  read(name: string, into: Float64Array): Float64Array {
    const constant = this.constant(name);
    if (constant !== null) return into.fill(constant, 0, this.rows);
    const unit = this.readMultiples(name, into);
    if (unit !== 1) for (let row = 0; row < this.rows; row += 1) into[row] = (into[row] as number) * unit;
    return into;
  }

  /** Fills in a column's values, divided by what all are multiples of, and answers what that is. */
  readMultiples(name: string, into: Float64Array): number {
    const constant = this.constant(name);
    if (constant !== null) {
      into.fill(1, 0, this.rows);
      return constant;
    }
    const { width, unit, offset } = this.places.get(name) as Place;
    into.set(viewOf(this.buffer, width, this.start + offset, this.rows));
    return unit;
  }

  /** Whether a column's values, divided by what all are multiples of, are below 2^32. */
  hasSmallMultiples(name: string): boolean {
    return this.places.get(name)?.width !== 8;
  }
}

function measure(name: string, values: Float64Array): Place {
  const first = values[0] ?? 0;
  let largest = 0;
  let unit = 0;
  let isConstant = true;
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] as number;
    if (value !== first) isConstant = false;
    if (value > largest) largest = value;
    if (unit !== 1 && (unit === 0 || value % unit !== 0)) unit = commonDivisor(unit, value);
  }
  if (isConstant) return { name, width: 0, unit: first, offset: 0 };
  const most = largest / unit;
  const width = most < 2 ** 8 ? 1 : most < 2 ** 16 ? 2 : most < 2 ** 32 ? 4 : 8;
  return { name, width, unit, offset: 0 };
}

function commonDivisor(a: number, b: number): number {
  let [larger, smaller] = [a, b];
  while (smaller !== 0) [larger, smaller] = [smaller, larger % smaller];
  return larger;
}

function write(buffer: ArrayBuffer, start: number, rows: number, values: Float64Array, place: Place): void {
  const { width, unit, offset } = place;
  if (width === 0) return;
  const view = viewOf(buffer, width, start + offset, rows);
  for (let row = 0; row < rows; row += 1) view[row] = (values[row] as number) / unit;
}

function viewOf(buffer: ArrayBuffer, width: Place["width"], at: number, rows: number) {
  switch (width) {
    case 1:
      return new Uint8Array(buffer, at, rows);
    case 2:
      return new Uint16Array(buffer, at, rows);
    case 4:
      return new Uint32Array(buffer, at, rows);
    default:
      return new Float64Array(buffer, at, rows);
  }
}

function aligned(length: number): number {
  return Math.ceil(length / ALIGNMENT) * ALIGNMENT;
}
