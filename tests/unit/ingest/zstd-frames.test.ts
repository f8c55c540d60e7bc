import { buffer } from "node:stream/consumers";
import { describe, expect, test } from "vitest";
import { decompressed } from "@/lib/ingest/unpack/decompress";
import { canUndoZstd } from "@/lib/ingest/unpack/zstd";
import { ZstdFrames } from "@/lib/ingest/unpack/zstd-frames";
import { ZSTD_SAMPLE, ZSTD_SAMPLE_CSV, ZSTD_SKIPPABLE } from "../../support/zstd-sample";

/** RFC 8878 by hand: magic, descriptor, window or content size, blocks (raw "ab", repeated "c"), checksum if there is one. */
const frame = (descriptor: number, ...rest: number[]) => Buffer.from([0x28, 0xb5, 0x2f, 0xfd, descriptor, ...rest]);
const RAW = [0x10, 0, 0, 0x61, 0x62];
const LAST_REPEATED = [0x23, 0, 0, 0x63];

/** Whole frames of every layout of header. */
const FRAMES: [string, Buffer][] = [
  ["a real one with a checksum", ZSTD_SAMPLE],
  ["a window", frame(0, 0x50, ...RAW, ...LAST_REPEATED)],
  ["a window and a checksum", frame(0x04, 0x50, ...RAW, ...LAST_REPEATED, 1, 2, 3, 4)],
  ["one segment", frame(0x20, 6, ...RAW, ...LAST_REPEATED)],
  ["two bytes of size", frame(0x60, 6, 0, ...RAW, ...LAST_REPEATED)],
  ["four bytes of size, a window", frame(0x80, 0x50, 6, 0, 0, 0, ...RAW, ...LAST_REPEATED)],
  ["eight bytes of size, a dictionary of four", frame(0xe3, 9, 9, 9, 9, 6, 0, 0, 0, 0, 0, 0, 0, ...LAST_REPEATED)],
  ["a dictionary of one byte", frame(0x21, 9, 6, ...RAW, ...LAST_REPEATED)],
  ["a dictionary of two bytes", frame(0x22, 9, 9, 6, ...RAW, ...LAST_REPEATED)],
  ["nothing in its last block", frame(0x20, 2, ...RAW, 1, 0, 0)],
  ["a skippable one", ZSTD_SKIPPABLE],
];

function isWhole(bytes: Uint8Array, piece = bytes.length): boolean {
  const frames = new ZstdFrames();
  for (let at = 0; at < bytes.length; ) at += frames.follow(bytes.subarray(at, at + piece));
  return frames.isWhole;
}

test.each(FRAMES)("a frame with %s is whole at its end and nowhere before", (_, bytes) => {
  for (let length = 1; length < bytes.length; length += 1) expect(isWhole(bytes.subarray(0, length))).toBe(false);
  for (const piece of [1, 2, 3, 7, bytes.length]) expect(isWhole(bytes, piece)).toBe(true);
});

test("several frames in a row are whole where one of them ends", () => {
  const ends = new Set<number>();
  let size = 0;
  for (const [, bytes] of FRAMES) {
    size += bytes.length;
    ends.add(size);
  }
  const all = Buffer.concat(FRAMES.map(([, bytes]) => bytes));
  for (let length = 1; length <= all.length; length += 1)
    expect([length, isWhole(all.subarray(0, length), 5)]).toEqual([length, ends.has(length)]);
});

test("what is no frame is never whole", () => {
  expect(isWhole(Buffer.concat([ZSTD_SAMPLE, Buffer.from("trailing text")]))).toBe(false);
});

/** Node.js before 22.15 cannot undo zstd. */
describe.runIf(canUndoZstd())("undone by this Node.js", () => {
  const undo = async (bytes: Uint8Array, piece: number) => {
    const pieces = (async function* () {
      for (let at = 0; at < bytes.length; at += piece) yield bytes.subarray(at, at + piece);
    })();
    return (await buffer(decompressed(pieces))).toString();
  };

  test("frames in a row are one file", async () => {
    const bytes = Buffer.concat([ZSTD_SAMPLE, ZSTD_SKIPPABLE, ZSTD_SAMPLE]);
    for (const piece of [1, 10, 1000]) expect(await undo(bytes, piece)).toBe(ZSTD_SAMPLE_CSV + ZSTD_SAMPLE_CSV);
  });

  test("cut off anywhere or damaged, it is refused", async () => {
    for (let length = 4; length < ZSTD_SAMPLE.length; length += 1)
      await expect(undo(ZSTD_SAMPLE.subarray(0, length), 1000)).rejects.toMatchObject({ code: "damaged_zstd" });
    const changed = Buffer.from(ZSTD_SAMPLE);
    changed[40] = (changed[40] as number) ^ 1;
    await expect(undo(changed, 1000)).rejects.toMatchObject({ code: "damaged_zstd" });
  });
});
