import { THEME_KEY, type Theme } from "./apply-theme";

/** Event on the window when the choice changes. */
const CHANGED = "outlay-theme-changed";

/** What a theme is called. */
export const THEME_LABELS: Readonly<Record<Theme, string>> = { system: "System", light: "Light", dark: "Dark" };

/** Calls back when another theme is chosen; answers how to stop. */
export function subscribeToTheme(listener: () => void): () => void {
  window.addEventListener(CHANGED, listener);
  return () => window.removeEventListener(CHANGED, listener);
}

/** The chosen theme. */
export function chosenTheme(): Theme {
  const chosen = document.documentElement.dataset.theme;
  return chosen === "light" || chosen === "dark" ? chosen : "system";
}

/** Shows a theme from now on, and remembers it in this browser. */
export function chooseTheme(theme: Theme): void {
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
