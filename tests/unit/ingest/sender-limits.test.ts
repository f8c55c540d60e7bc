import { describe, expect, test } from "vitest";
import { SenderLimits } from "@/lib/ingest/sender-limits";

/** A clock that is turned by hand, in milliseconds. */
function clock() {
  let time = 5000;
  return { now: () => time, pass: (ms: number) => (time += ms) };
}

const nothing = async () => "done";

describe("requests a second", () => {
  test("a second's worth at once, then as many as the time brings back", async () => {
    const time = clock();
    const limits = new SenderLimits({ requestsPerSecond: 4, concurrentUploads: 10 }, time.now);
    for (let count = 0; count < 4; count += 1) expect(await limits.run("ada", nothing)).toBe("done");
    const refused = { status: 429, code: "too_many_requests", retryAfter: 1 };
    await expect(limits.run("ada", nothing)).rejects.toMatchObject(refused);
    time.pass(249);
    await expect(limits.run("ada", nothing)).rejects.toMatchObject(refused);
    time.pass(1);
    expect(await limits.run("ada", nothing)).toBe("done");
    time.pass(60_000);
    for (let count = 0; count < 4; count += 1) expect(await limits.run("ada", nothing)).toBe("done");
    await expect(limits.run("ada", nothing)).rejects.toMatchObject(refused);
  });

  test("whoever waits as long as it was told to is let in", async () => {
    const time = clock();
    const limits = new SenderLimits({ requestsPerSecond: 1, concurrentUploads: 10 }, time.now);
    await limits.run("ada", nothing);
    const { retryAfter } = await limits.run("ada", nothing).catch((error) => error);
    time.pass(retryAfter * 1000);
    expect(await limits.run("ada", nothing)).toBe("done");
  });

  test("what one sender has used up, another has not", async () => {
    const limits = new SenderLimits({ requestsPerSecond: 1, concurrentUploads: 10 }, clock().now);
    await limits.run("ada", nothing);
    await expect(limits.run("ada", nothing)).rejects.toMatchObject({ status: 429 });
    expect(await limits.run("bob", nothing)).toBe("done");
  });
});

describe("uploads at the same time", () => {
  test("as many as there may be; one that ends, well or badly, makes room", async () => {
    const limits = new SenderLimits({ requestsPerSecond: 100, concurrentUploads: 2 }, clock().now);
    let end: (() => void) | undefined;
    let breakOff: (() => void) | undefined;
    const first = limits.run("ada", () => new Promise<void>((resolve) => (end = resolve)));
    const second = limits.run("ada", () => new Promise<void>((_, reject) => (breakOff = () => reject(new Error("x")))));
    const refused = { status: 429, code: "too_many_uploads", retryAfter: 1 };
    await expect(limits.run("ada", nothing)).rejects.toMatchObject(refused);
    expect(await limits.run("bob", nothing)).toBe("done");
    end?.();
    await first;
    expect(await limits.run("ada", nothing)).toBe("done");
    breakOff?.();
    await expect(second).rejects.toThrow("x");
    await Promise.all([limits.run("ada", nothing), limits.run("ada", nothing)]);
  });
});
