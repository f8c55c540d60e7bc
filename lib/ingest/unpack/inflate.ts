import { createInflateRaw, type InflateRaw } from "node:zlib";
import type { ByteReader } from "./byte-reader";

/**
 * Undoes deflated data of at most `packedSize` bytes (null: of any size): what is not part of it is left in the reader.
 * @throws an error of zlib when it is damaged or ends early.
 */
export async function* inflated(reader: ByteReader, packedSize: number | null): AsyncGenerator<Buffer> {
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  const feeding = feed(inflate, reader, packedSize).catch((error: Error) => inflate.destroy(error));
  try {
    yield* inflate as AsyncIterable<Buffer>;
    await feeding;
  } finally {
    inflate.destroy();
  }
}

async function feed(inflate: InflateRaw, reader: ByteReader, packedSize: number | null): Promise<void> {
  for (let fed = 0; ; ) {
    const left = packedSize === null ? Number.POSITIVE_INFINITY : packedSize - fed;
    const bytes = left === 0 ? null : await reader.some(left);
    if (bytes === null || inflate.destroyed) {
      inflate.end();
      return;
    }
    fed += bytes.length;
    await written(inflate, bytes);
    const surplus = fed - inflate.bytesWritten;
    if (surplus === 0) continue;
    // The data has told its end.
    reader.putBack(bytes.subarray(bytes.length - surplus));
    return;
  }
}

function written(inflate: InflateRaw, bytes: Buffer): Promise<void> {
  return new Promise((resolve) => {
    // Destroyed, it may never say that it has taken them.
    inflate.once("close", resolve);
    inflate.write(bytes, () => {
      inflate.off("close", resolve);
      resolve();
    });
  });
}
