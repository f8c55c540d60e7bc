"use client";

import { useSyncExternalStore } from "react";
import { SegmentedControl } from "../ui/segmented-control";
import { THEME_KEY, THEMES, type Theme } from "./apply-theme";

const LABELS: Record<Theme, string> = { system: "System", light: "Light", dark: "Dark" };

/** Event on the window when the choice changes. */
const CHANGED = "outlay-theme-changed";

function subscribe(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}

function current(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

function choose(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(THEME_KEY);
    else localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage can be forbidden; the choice then lasts as long as the page.
  }
  window.dispatchEvent(new Event(CHANGED));
}

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(subscribe, current, () => "system" as const);
  return (
    <SegmentedControl
      label="Theme"
      options={THEMES.map((value) => ({ value, label: LABELS[value] }))}
      value={theme}
      onChange={choose}
    />
  );
}
