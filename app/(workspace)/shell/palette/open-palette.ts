/** Event on the window that opens the palette. */
export const OPEN_PALETTE = "outlay-open-palette";

/** Opens the palette. */
export function openPalette(): void {
  window.dispatchEvent(new Event(OPEN_PALETTE));
}
