"use client";

import { useEffect, useRef } from "react";
import { Select } from "./select";

interface TimeZoneSelectProps {
  id?: string;
  name: string;
  /** Every zone that can be chosen. */
  zones: readonly string[];
  /** The zone chosen now; without one, the browser's. */
  defaultValue?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean;
}

/** Chooses a reporting time zone. */
export function TimeZoneSelect({ zones, defaultValue, ...rest }: TimeZoneSelectProps) {
  const holder = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const select = holder.current?.querySelector("select");
    if (!defaultValue && select && zones.includes(own)) select.value = own;
  }, [defaultValue, zones]);

  return (
    <div ref={holder} className="contents">
      <Select {...rest} defaultValue={defaultValue ?? "UTC"} className="w-full">
        {zones.map((zone) => (
          <option key={zone} value={zone}>
            {zone.replaceAll("_", " ")}
          </option>
        ))}
      </Select>
    </div>
  );
}
