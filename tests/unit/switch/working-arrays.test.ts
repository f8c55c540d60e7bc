import { expect, test } from "vitest";
import {
  forgetWorkingArrays,
  withWorkingArrays,
  workingBytes,
  workingIntegers,
  workingNumbers,
} from "@/lib/switch/traffic/working-arrays";

test("arrays are used again after what they were for, whatever they hold", () => {
  forgetWorkingArrays();
  const first = withWorkingArrays(() => workingNumbers(3000).fill(7));
  const [second, third] = withWorkingArrays(() => [workingIntegers(6000), workingNumbers(3000)] as const);
  expect(second.buffer).toBe(first.buffer);
  expect(second).toHaveLength(6000);
  expect(third.buffer).not.toBe(first.buffer);
});

test("no two arrays at a time share memory, inside one another's work either", () => {
  withWorkingArrays(() => {
    const before = workingBytes(100);
    const within = withWorkingArrays(() => workingBytes(100));
    expect(new Set([before, within, workingBytes(100)].map(({ buffer }) => buffer)).size).toBe(3);
  });
});

test("what fails gives its arrays back, and what is forgotten is not lent again", () => {
  forgetWorkingArrays();
  let lent: ArrayBufferLike | null = null;
  expect(() =>
    withWorkingArrays(() => {
      lent = workingBytes(10).buffer;
      throw new Error("no");
    }),
  ).toThrow("no");
  expect(withWorkingArrays(() => workingBytes(10).buffer)).toBe(lent);
  forgetWorkingArrays();
  expect(withWorkingArrays(() => workingBytes(10).buffer)).not.toBe(lent);
});

test("outside of work arrays are new ones, of zeros", () => {
  withWorkingArrays(() => workingNumbers(10).fill(7));
  expect([...workingNumbers(3)]).toEqual([0, 0, 0]);
  expect(workingNumbers(3).buffer).not.toBe(workingNumbers(3).buffer);
});
