import { Card } from "@/components/ui/card";
import type { MoveJson } from "@/lib/switch/move-to-json";

/** Up to where the switch pays, one thing changing at a time. */
export function BreakEvenCard({ breakEvens, target }: { breakEvens: MoveJson["breakEvens"]; target: string }) {
  if (!breakEvens) return null;
  const { outputFactor, outputFactorColdCache, cacheHitRate, priceFactor } = breakEvens;
  const rows = [
    outputFactor !== null && {
      name: "Output may grow",
      value: factorText(outputFactor),
      hint: outputFactorColdCache === null ? null : `with a cold cache ${factorText(outputFactorColdCache)}`,
    },
    cacheHitRate !== null && {
      name: "Cache hit rate needed",
      value:
        cacheHitRate > 1 ? "cannot be reached" : cacheHitRate <= 0 ? "none" : `${(cacheHitRate * 100).toFixed(1)}%`,
      hint: null,
    },
    priceFactor !== null && { name: "Prices there may rise", value: factorText(priceFactor), hint: null },
  ].filter((row) => row !== false);
  if (rows.length === 0) return null;
  return (
    <Card
      title="Where it stops paying"
      description={`Limits up to which ${target} is not dearer, everything else as it is.`}
    >
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-2">
        {rows.map(({ name, value, hint }) => (
          <div key={name} className="contents">
            <dt>
              {name}
              {hint && <span className="block text-xs text-muted">{hint}</span>}
            </dt>
            <dd className="text-right font-medium tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}

function factorText(factor: number): string {
  return factor < 0 ? "it never pays" : `to ×${factor.toFixed(2)}`;
}
