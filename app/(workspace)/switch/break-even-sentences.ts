import type { BreakEvens } from "@/lib/switch/break-even";

/** Where a switch stops paying, in words. */
export function breakEvenSentences(breakEvens: BreakEvens, target: string): string[] {
  const { outputFactor, outputFactorColdCache, cacheHitRate, escalationShare, priceFactor } = breakEvens;
  return [
    outputFactor === null ? null : outputSentence(outputFactor, outputFactorColdCache),
    cacheHitRate === null ? null : cacheSentence(cacheHitRate),
    escalationShare === null ? null : escalationSentence(escalationShare),
    priceFactor === null ? null : priceSentence(priceFactor, target),
  ].filter((sentence) => sentence !== null);
}

function outputSentence(factor: number, cold: number | null): string {
  const base =
    factor < 0
      ? "It does not pay, however short the output is"
      : factor < 1
        ? `It pays only if output shrinks below ${times(factor)}`
        : `It pays until output grows ${times(factor)}`;
  if (cold === null || cold === factor) return `${base}.`;
  return `${base}; with a cold cache ${cold < 0 ? "it never does" : `the limit is ${times(cold)}`}.`;
}

function cacheSentence(rate: number): string {
  if (rate > 1) return "No cache hit rate makes it pay.";
  if (rate <= 0) return "It pays whatever the cache hit rate there is.";
  return `It pays from a cache hit rate of ${percent(rate)} on.`;
}

function escalationSentence(share: number): string {
  if (share <= 0) return "It does not pay even if nothing is sent back.";
  if (share >= 1) return "It pays even if everything is sent back and paid twice.";
  return `It pays until ${percent(share)} of it is sent back and paid twice.`;
}

function priceSentence(factor: number, target: string): string {
  if (factor < 1) return `Prices of ${target} would have to fall to ${percent(factor)} of what they are.`;
  return `It pays until prices of ${target} rise ${times(factor)}.`;
}

function times(factor: number): string {
  return `${factor.toFixed(2)}×`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1).replace(/\.0$/, "")}%`;
}
