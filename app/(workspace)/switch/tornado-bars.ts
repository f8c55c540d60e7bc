import type { SwitchAnswerJson } from "@/lib/switch/answer-to-json";

/** A lever's swing as a bar: where it begins and how wide it is, in percent of all swings together. */
export interface TornadoBar {
  lever: SwitchAnswerJson["tornado"][number]["lever"];
  atLow: string;
  atHigh: string;
  start: number;
  width: number;
}

/** Narrower bars cannot be seen. */
const NARROWEST = 0.8;

/** Bars on one scale from the least to the most of all ends. Only places are drawn in floating point; costs stay text. */
export function tornadoBars(tornado: SwitchAnswerJson["tornado"]): TornadoBar[] {
  const ends = tornado.flatMap(({ atLow, atHigh }) => [Number(atLow), Number(atHigh)]);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const span = most - least || 1;
  return tornado.map(({ lever, atLow, atHigh }) => {
    const [from, to] = [Math.min(Number(atLow), Number(atHigh)), Math.max(Number(atLow), Number(atHigh))];
    const width = Math.max(NARROWEST, ((to - from) / span) * 100);
    return { lever, atLow, atHigh, start: Math.min(((from - least) / span) * 100, 100 - width), width };
  });
}
