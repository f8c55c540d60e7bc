/** Rows are handed to the database in pieces of about this many bytes. */
const PIECE = 256 * 1024;

/** What COPY's binary format begins and ends with. */
export const BINARY_START = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)]);
export const BINARY_END = Buffer.from([0xff, 0xff]);

/** Pieces the database has taken, to be written anew: making one costs as much as filling it. */
const spare: Buffer[] = [];
const MOST_SPARE = 32;

/**
 * Gives back a piece that was written to a connection. A small one may still wait there: a connection says that it has
 * room for more as long as little waits.
 */
export function reusePiece(piece: Buffer): void {
  const whole = piece.buffer.byteLength === PIECE && piece.length > PIECE / 2;
  if (whole && spare.length < MOST_SPARE) spare.push(Buffer.from(piece.buffer));
}

function newPiece(): Buffer {
  return spare.pop() ?? Buffer.allocUnsafeSlow(PIECE);
}

const EPOCH_DAYS = 10_957;
const EPOCH_MICROSECONDS = EPOCH_DAYS * 86_400_000_000;
const TWO_32 = 2 ** 32;

/**
 * Rows of PostgreSQL's binary COPY format, built in place. `begin` a row with its number of fields, then put every field
 * in the order of the columns; `take` what has come together once it `isFull`.
 */
export class BinaryRows {
  private bytes = newPiece();
  private view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
  private at = 0;

  get isFull(): boolean {
    return this.at >= PIECE - 4096;
  }

  get isEmpty(): boolean {
    return this.at === 0;
  }

  /** Whether a row of so many bytes, or the first one, can be put where there is room for it already. */
  hasRoomFor(bytes: number): boolean {
    return this.isEmpty || this.at + bytes <= this.bytes.length;
  }

  /** What has been written; the next row begins a new piece. */
  take(): Buffer {
    const piece = this.bytes.subarray(0, this.at);
    this.bytes = newPiece();
    this.view = new DataView(this.bytes.buffer, this.bytes.byteOffset, this.bytes.length);
    this.at = 0;
    return piece;
  }

  begin(fields: number): void {
    this.room(2);
    this.view.setInt16(this.at, fields);
    this.at += 2;
  }

  none(): void {
    this.room(4);
    this.view.setInt32(this.at, -1);
    this.at += 4;
  }

  smallInt(value: number): void {
    this.room(6);
    this.view.setInt32(this.at, 2);
    this.view.setInt16(this.at + 4, value);
    this.at += 6;
  }

  int(value: number): void {
    this.room(8);
    this.view.setInt32(this.at, 4);
    this.view.setInt32(this.at + 4, value);
    this.at += 8;
  }

  /** A whole number that is exact as a number. */
  bigInt(value: number): void {
    const high = Math.floor(value / TWO_32);
    this.words(high, value - high * TWO_32);
  }

  /** A 64-bit integer of two words. */
  words(high: number, low: number): void {
    this.room(12);
    this.view.setInt32(this.at, 8);
    this.view.setInt32(this.at + 4, high);
    this.view.setInt32(this.at + 8, low);
    this.at += 12;
  }

  /** A date, as days since 1970. */
  date(day: number): void {
    this.int(day - EPOCH_DAYS);
  }

  /** A timestamp with time zone, as microseconds since 1970. */
  timestamp(microseconds: number): void {
    this.bigInt(microseconds - EPOCH_MICROSECONDS);
  }

  /** 16 bytes, as four 32-bit words. */
  uuid(words: Int32Array): void {
    this.room(20);
    const { view, at } = this;
    view.setInt32(at, 16);
    view.setInt32(at + 4, words[0] as number);
    view.setInt32(at + 8, words[1] as number);
    view.setInt32(at + 12, words[2] as number);
    view.setInt32(at + 16, words[3] as number);
    this.at += 20;
  }

  /** A whole number that is not negative, as numeric. */
  numeric(value: number | bigint): void {
    if (typeof value === "bigint" && value > Number.MAX_SAFE_INTEGER) this.largeNumeric(value);
    else this.safeNumeric(Number(value));
  }

  text(value: string): void {
    const { length } = value;
    // UTF-8 takes at most three bytes a UTF-16 unit.
    this.room(4 + length * 3);
    const start = this.at + 4;
    let index = 0;
    for (; index < length; index += 1) {
      const code = value.charCodeAt(index);
      if (code > 127) break;
      this.bytes[start + index] = code;
    }
    const written = index === length ? length : index + this.bytes.write(value.slice(index), start + index, "utf8");
    this.view.setInt32(this.at, written);
    this.at = start + written;
  }

  /** JSON text, as jsonb. */
  json(value: string): void {
    const lengthAt = this.at;
    this.text(`\x01${value}`);
    // The version number that stands before the text is one byte, as in ASCII.
    this.view.setInt32(lengthAt, this.at - lengthAt - 4);
  }

  raw(bytes: Uint8Array): void {
    this.room(4 + bytes.length);
    this.view.setInt32(this.at, bytes.length);
    this.bytes.set(bytes, this.at + 4);
    this.at += 4 + bytes.length;
  }

  private safeNumeric(value: number): void {
    let digits = 0;
    for (let rest = value; rest > 0; rest = Math.floor(rest / 10_000)) digits += 1;
    this.numericHead(digits);
    let rest = value;
    for (let digit = digits - 1; digit >= 0; digit -= 1) {
      const higher = Math.floor(rest / 10_000);
      this.view.setInt16(this.at + digit * 2, rest - higher * 10_000);
      rest = higher;
    }
    this.at += digits * 2;
  }

  private largeNumeric(value: bigint): void {
    const digits: number[] = [];
    for (let rest = value; rest > 0n; rest /= 10_000n) digits.unshift(Number(rest % 10_000n));
    this.numericHead(digits.length);
    for (const digit of digits) {
      this.view.setInt16(this.at, digit);
      this.at += 2;
    }
  }

  /** Length, number of base-10,000 digits, weight of the first, sign (0: positive) and scale (0). */
  private numericHead(digits: number): void {
    this.room(12 + digits * 2);
    const { view, at } = this;
    view.setInt32(at, 8 + digits * 2);
    view.setInt16(at + 4, digits);
    view.setInt16(at + 6, Math.max(0, digits - 1));
    view.setInt32(at + 8, 0);
    this.at += 12;
  }

  private room(bytes: number): void {
    if (this.at + bytes <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe((this.at + bytes) * 2);
    this.bytes.copy(larger, 0, 0, this.at);
    this.bytes = larger;
    this.view = new DataView(larger.buffer, larger.byteOffset, larger.length);
  }
}
