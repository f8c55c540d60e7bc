/** What a person can choose; "system" follows the operating system. */
export const THEMES = ["system", "light", "dark"] as const;

/** A choice of theme. */
export type Theme = (typeof THEMES)[number];

/** Key in local storage; absent means "system". */
export const THEME_KEY = "outlay-theme";

/** Script that applies a stored choice before the first paint, so that nothing flashes. */
export const APPLY_THEME = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;
