import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { IngestError } from "@/lib/ingest/ingest-error";
import { unzip } from "@/lib/ingest/unpack/unzip";

const archive = (name: string) => readFileSync(`tests/support/archives/${name}.zip`);

/** Archives as programs write them, of the same two files: in a file and through a pipe, with and without zip64. */
const PROGRAMS = [
  ...["info-zip", "info-zip-zip64", "info-zip-streamed-zip64", "info-zip-streamed-stored", "java-jar"],
  ...["python-streamed", "python-streamed-stored", "python-streamed-stored-zip64"],
];

async function* inPieces(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function contents(bytes: Uint8Array, size = 65_536): Promise<Record<string, string>> {
  const files: Record<string, string> = {};
  for await (const entry of unzip(inPieces(bytes, size))) {
    const pieces: Uint8Array[] = [];
    for await (const piece of entry.read()) pieces.push(piece);
    if (!entry.isDirectory) files[entry.name] = Buffer.concat(pieces).toString();
  }
  return files;
}

async function refusal(bytes: Uint8Array): Promise<IngestError> {
  const error = await contents(bytes).then(
    () => new Error("it was taken"),
    (thrown: Error) => thrown,
  );
  if (!(error instanceof IngestError)) throw error;
  return error;
}

const expected = await contents(archive("info-zip"));

describe.each(PROGRAMS)("%s", (name) => {
  const bytes = archive(name);

  test.each([1, 7, 100, 65_536])("is read in pieces of %i", async (size) => {
    expect(Object.keys(expected).sort()).toEqual(["folder/two.jsonl", "one.csv"]);
    expect(expected["one.csv"]).toMatch(/^id,timestamp.*\nr1,.*\nr2,.*\nr3,.*\n$/);
    expect(await contents(bytes, size)).toEqual(expected);
  });

  test("cut off anywhere, it is refused", async () => {
    for (let length = 4; length < bytes.length; length += 1) {
      const { code, status } = await refusal(bytes.subarray(0, length));
      expect({ length, status, code }).toEqual({ length, status: 400, code: "damaged_zip" });
    }
  });

  test("with any byte changed, it is refused, or nothing of its files is", async () => {
    for (let at = 4; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] as number) ^ 0x41;
      const read = await contents(changed).catch((error) => {
        if (error instanceof IngestError) return expected;
        throw error;
      });
      expect(read, `byte ${at}`).toEqual(expected);
    }
  });
});

test("what follows an archive is not lost silently", async () => {
  const two = Buffer.concat([archive("info-zip"), archive("java-jar")]);
  expect((await refusal(two)).message).toMatch(/follows the end/);
});

test("a file its directory does not list is not taken", async () => {
  const bytes = archive("info-zip");
  const directory = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  const end = bytes.indexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const second = bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2]), directory + 4);
  const missing = Buffer.concat([bytes.subarray(0, directory), bytes.subarray(second, end), bytes.subarray(end)]);
  expect((await refusal(missing)).message).toMatch(/directory/);
});

test("what is protected with a password is refused by name", async () => {
  expect(await refusal(archive("encrypted"))).toMatchObject({
    code: "encrypted_zip",
    message: expect.stringMatching(/one\.csv.*password/),
  });
});

test("what is packed with another method is refused by name", async () => {
  expect(await refusal(archive("bzip2"))).toMatchObject({
    status: 415,
    message: expect.stringMatching(/one\.csv.*12/),
  });
});

test("an archive of nothing holds no files", async () => {
  const bytes = archive("info-zip");
  const end = Buffer.alloc(22);
  bytes.copy(end, 0, bytes.length - 22, bytes.length - 18);
  expect(await contents(end)).toEqual({});
});

test("memory does not grow with what an archive unpacks to", async () => {
  let size = 0;
  const { deflateRawSync, crc32 } = await import("node:zlib");
  const content = Buffer.alloc(256 * 1024 * 1024);
  const packed = deflateRawSync(content);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50);
  header.writeUInt16LE(8, 8);
  header.writeUInt32LE(crc32(content), 14);
  header.writeUInt32LE(packed.length, 18);
  header.writeUInt32LE(content.length, 22);
  header.writeUInt16LE(1, 26);
  const before = process.memoryUsage().arrayBuffers;
  let most = 0;
  for await (const entry of unzip(inPieces(Buffer.concat([header, Buffer.from("a"), packed]), 65_536))) {
    for await (const piece of entry.read()) {
      size += piece.length;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
      if (size === content.length) break;
    }
    break;
  }
  expect(size).toBe(content.length);
  expect(most).toBeLessThan(64 * 1024 * 1024);
});
