"use client";

import Link from "next/link";
import { useState } from "react";
import { timeZones } from "@/lib/spend/time-zones";
import { Icon } from "../ui/icon";
import { Input } from "../ui/input";
import { MENU_ITEM_LOOK, Menu } from "../ui/menu";
import { hrefWith } from "./page-params";

/** So many zones are listed; more letters find the others. */
const MOST_LISTED = 8;

interface ZoneFilterProps {
  path: string;
  /** Of the page, as text. */
  params: string;
  timeZone: string;
}

/** Shows days, weeks and months of another time zone than the organisation's; kept in the URL as `tz`. */
export function ZoneFilter({ path, params, timeZone }: ZoneFilterProps) {
  const [search, setSearch] = useState("");
  // Which zones there are, and this computer's, the server does not know.
  const [zones, setZones] = useState<readonly string[]>([]);
  const asked = new URLSearchParams(params);
  const isOther = asked.has("tz");
  return (
    <Menu
      onOpen={() => setZones(allZones())}
      button={
        <>
          <Icon name="clock" />
          <span className="sr-only">Time zone: </span>
          <span>{nameOf(timeZone)}</span>
        </>
      }
      buttonClassName={`inline-flex h-8 items-center gap-1.5 border px-2.5 text-sm font-medium shadow-low hover:bg-sunken ${isOther ? "border-accent bg-accent-soft text-accent" : "border-line bg-surface"}`}
    >
      <div className="p-1">
        <Input
          type="search"
          aria-label="Search time zones"
          placeholder="Search time zones"
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      </div>
      <ul>
        {isOther && search === "" && (
          <li>
            <Link href={hrefWith(path, asked, { tz: null })} prefetch={false} className={MENU_ITEM_LOOK}>
              The organisation's
            </Link>
          </li>
        )}
        {found(zones, search).map((zone) => (
          <li key={zone}>
            <Link
              href={hrefWith(path, asked, { tz: zone })}
              prefetch={false}
              aria-current={zone === timeZone || undefined}
              className={MENU_ITEM_LOOK}
            >
              <span className="min-w-0 flex-1 truncate">{nameOf(zone)}</span>
              {zone === timeZone && <Icon name="check" className="text-accent" />}
            </Link>
          </li>
        ))}
      </ul>
    </Menu>
  );
}

/** Every zone, this computer's first. */
function allZones(): string[] {
  return [...new Set([Intl.DateTimeFormat().resolvedOptions().timeZone, ...timeZones()])];
}

/** Zones that hold a text. */
function found(zones: readonly string[], search: string): string[] {
  const text = search.trim().toLowerCase().replaceAll(" ", "_");
  return zones.filter((zone) => zone.toLowerCase().includes(text)).slice(0, MOST_LISTED);
}

function nameOf(zone: string): string {
  return zone.replaceAll("_", " ");
}
