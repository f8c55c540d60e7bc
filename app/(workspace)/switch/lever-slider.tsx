"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import type { AssumptionJson } from "@/lib/switch/move-to-json";
import { bandOf, bandText, type LeverBand, type LeverSetting, leverText, moved } from "./lever-settings";

interface LeverSliderProps {
  setting: LeverSetting;
  /** What is assumed unless it is set. */
  assumption: AssumptionJson | null;
  /** How many other assumptions there are, of other moves. */
  others: number;
  /** As it is set; null: as assumed. */
  own: LeverBand | null;
  change: (band: LeverBand | null) => void;
}

const ENDS = ["low", "expected", "high"] as const;

/** One lever: what is assumed and why, its expected value to be moved, and behind a press both ends of its band. */
export function LeverSlider({ setting, assumption, others, own, change }: LeverSliderProps) {
  const [open, setOpen] = useState(false);
  const same = bandOf(setting.lever === "escalation" ? 0 : 1);
  const band = own ?? assumption?.band ?? same;
  const isUnknown = own === null && assumption !== null && assumption.band === null;
  return (
    <li className="border-b border-line py-3 last:border-b-0">
      <div className="flex items-baseline justify-between gap-3">
        <span className="font-medium">{setting.name}</span>
        <span className="text-right text-sm tabular-nums">
          {isUnknown ? "not known" : bandText(band, setting)} <span className="text-muted">{setting.of}</span>
        </span>
      </div>
      <div className="mt-1 flex items-center gap-2 print:hidden">
        <Range setting={setting} which="expected" band={band} change={change} />
        <Button size="sm" variant="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          Band<span className="sr-only"> of {setting.name}</span>
        </Button>
        <Button size="sm" variant="quiet" disabled={own === null} onClick={() => change(null)}>
          Reset<span className="sr-only"> {setting.name}</span>
        </Button>
      </div>
      {open && (
        <div className="mt-1 flex flex-col gap-1 print:hidden">
          {(["low", "high"] as const).map((which) => (
            <div key={which} className="flex items-center gap-3 text-sm text-muted">
              <span className="w-8">{which}</span>
              <Range setting={setting} which={which} band={band} change={change} />
              <span className="w-14 text-right tabular-nums">{leverText(band[which], setting)}</span>
            </div>
          ))}
        </div>
      )}
      <p className="mt-0.5 text-xs text-muted">
        {own ? "As you set it." : assumption?.text}
        {!own && assumption?.source && ` Source: ${assumption.source}.`}
        {!own && others > 0 && ` Other moves have ${others === 1 ? "another one" : `${others} others`}.`}
      </p>
    </li>
  );
}

interface RangeProps {
  setting: LeverSetting;
  which: (typeof ENDS)[number];
  band: LeverBand;
  change: (band: LeverBand) => void;
}

function Range({ setting, which, band, change }: RangeProps) {
  const { name, most, step } = setting;
  return (
    <input
      type="range"
      aria-label={which === "expected" ? name : `${name}, ${which}`}
      aria-valuetext={leverText(band[which], setting)}
      className="h-6 min-w-0 flex-1 accent-accent"
      min={0}
      max={Math.max(most, Math.ceil(band.high))}
      step={step}
      value={band[which]}
      onChange={(event) => change(moved(band, which, Number(event.target.value)))}
    />
  );
}
