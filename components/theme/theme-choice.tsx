"use client";

import { useSyncExternalStore } from "react";
import { SegmentedControl } from "../ui/segmented-control";
import { THEMES } from "./apply-theme";
import { chooseTheme, chosenTheme, subscribeToTheme, THEME_LABELS } from "./chosen-theme";

/** Light, dark, or as the system has it; remembered in this browser. */
export function ThemeChoice() {
  const theme = useSyncExternalStore(subscribeToTheme, chosenTheme, () => "system" as const);
  return (
    <SegmentedControl
      label="Theme"
      options={THEMES.map((value) => ({ value, label: THEME_LABELS[value] }))}
      value={theme}
      onChange={chooseTheme}
    />
  );
}
