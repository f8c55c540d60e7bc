import { readFileSync } from "node:fs";

/** Linear red, green and blue, 0 to 1. */
type Rgb = readonly [number, number, number];

/** The colours of the design by name (without the dashes), for light and dark, as "#rrggbb". */
export function designColours(): Record<"light" | "dark", Record<string, string>> {
  const css = readFileSync("app/globals.css", "utf8");
  const found = [...css.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)];
  const pick = (group: 2 | 3) => Object.fromEntries(found.map((match) => [match[1] ?? "", match[group] ?? ""]));
  return { light: pick(2), dark: pick(3) };
}

/** Contrast of two colours, 1 to 21 (WCAG 2.2). */
export function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

/**
 * How people with full and with no red, green or blue cones see colours: matrices for full severity from Machado,
 * Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009).
 */
const SIGHTS: readonly (readonly [Rgb, Rgb, Rgb])[] = [
  [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
];

/** Distance of two colours in Oklab, for the kind of sight that tells them apart least. */
export function smallestDistance(one: string, other: string): number {
  const distances = SIGHTS.map((sight) => {
    const [a, b] = [one, other].map((colour) => oklab(seen(linear(colour), sight))) as [Rgb, Rgb];
    return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
  });
  return Math.min(...distances);
}

function linear(colour: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

function luminance(colour: string): number {
  const [r, g, b] = linear(colour);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function seen(colour: Rgb, sight: readonly [Rgb, Rgb, Rgb]): Rgb {
  const row = (weights: Rgb) => Math.min(1, Math.max(0, dot(weights, colour)));
  return [row(sight[0]), row(sight[1]), row(sight[2])];
}

function oklab(colour: Rgb): Rgb {
  const cones: Rgb = [
    Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour)),
    Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour)),
    Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour)),
  ];
  return [
    dot([0.2104542553, 0.793617785, -0.0040720468], cones),
    dot([1.9779984951, -2.428592205, 0.4505937099], cones),
    dot([0.0259040371, 0.7827717662, -0.808675766], cones),
  ];
}

function dot(a: Rgb, b: Rgb): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}
