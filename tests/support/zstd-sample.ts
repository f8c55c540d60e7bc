/** A CSV of 50 equal rows, packed by zstd 1.5 with a checksum: reference to what a decoder undoes it to in `ZSTD_SAMPLE_CSV`. */
export const ZSTD_SAMPLE = Buffer.from(
  "KLUv/WRXBi0CABLEDhWQOwe3tM6IDoLnfiuM+7dEs/7ZAARGtY3FIJ2n0oOwSqgKG4IP4hmQEfCXf65/ybAuK3Gt2ZA3q7EHAQDBxOhXUV/m2Fc=",
  "base64",
);

export const ZSTD_SAMPLE_CSV = `timestamp,model,input,output\n${"2026-11-03T09:14:07Z,gpt-4.1,1000,20\n".repeat(50)}`;

/** A skippable frame: it holds nothing of the content. */
export const ZSTD_SKIPPABLE = Buffer.from([0x53, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3]);
