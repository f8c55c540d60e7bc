import { compareViews, viewOf } from "./export-view";
import { addRoadSums, type RoadSums } from "./overlap";
import { ALL_VIEWS, type Standing } from "./told-twice";

/** What one upload tells of a day, provider and kind of usage, in one view. */
export interface ToldRow {
  day: string;
  provider: string | null;
  endpoint: string | null;
  view: string;
  standing: Standing;
  /** The view that tells the same, and counts, for one that is set aside. */
  toldBy: string | null;
  /** What a person said counts; null where nobody said anything. */
  stated: string | null;
  upload: { id: number; source: string };
  sums: RoadSums;
}

/** All that exports of one view tell of a day, provider and kind of usage. */
export interface DayView {
  view: string;
  standing: Standing;
  /** The view that tells the same, and counts, for one that is set aside. */
  toldBy: string | null;
  uploads: { id: number; source: string }[];
  sums: RoadSums;
}

/** A UTC day, provider and kind of usage that exports tell of in several ways, the finest first. */
export interface ToldDay {
  day: string;
  provider: string | null;
  endpoint: string | null;
  stated: string | null;
  views: DayView[];
}

/** The days that are told of in several ways, the newest first. */
export function toldDaysOf(rows: readonly ToldRow[]): ToldDay[] {
  const days = new Map<string, ToldDay>();
  for (const row of rows) {
    const { day, provider, endpoint, stated } = row;
    const key = JSON.stringify([day, provider, endpoint]);
    const told = days.get(key) ?? { day, provider, endpoint, stated, views: [] };
    days.set(key, told);
    addTo(told.views, row);
  }
  const several = [...days.values()].filter(({ views }) => views.length > 1);
  for (const { views } of several) views.sort((one, other) => compareViews(viewOf(one.view), viewOf(other.view)));
  return several.sort((one, other) => (one.day < other.day ? 1 : one.day > other.day ? -1 : 0));
}

function addTo(views: DayView[], { view, standing, toldBy, upload, sums }: ToldRow): void {
  const same = views.find((one) => one.view === view);
  if (!same) {
    views.push({ view, standing, toldBy, uploads: [upload], sums });
    return;
  }
  if (!same.uploads.some(({ id }) => id === upload.id)) same.uploads.push(upload);
  same.sums = addRoadSums(same.sums, sums);
}

/** What people can say of a day: its views, and that all count. What was said stays among it. */
export function choicesOf({ views, stated }: ToldDay): string[] {
  const choices = [...views.map(({ view }) => view), ALL_VIEWS];
  return stated === null || choices.includes(stated) ? choices : [stated, ...choices];
}

/** Sums of one of a day's views; null for none. */
export function sumsOfView({ views }: ToldDay, view: string | null): RoadSums | null {
  return views.find((one) => one.view === view)?.sums ?? null;
}
