/** A short message that goes away by itself. */
export interface ToastMessage {
  id: number;
  text: string;
  variant: "success" | "error";
}

const SECONDS = { success: 5, error: 10 } as const;

let shown: readonly ToastMessage[] = [];
let nextId = 1;
const listeners = new Set<() => void>();

function publish(next: readonly ToastMessage[]): void {
  shown = next;
  for (const listener of listeners) listener();
}

/** Shows a message in a corner of the page for some seconds. */
export function toast(text: string, variant: ToastMessage["variant"] = "success"): void {
  const id = nextId++;
  publish([...shown.slice(-2), { id, text, variant }]);
  setTimeout(() => dismissToast(id), SECONDS[variant] * 1000);
}

/** Takes a message away. */
export function dismissToast(id: number): void {
  publish(shown.filter((message) => message.id !== id));
}

/** Calls back when messages change; answers how to stop. */
export function subscribeToToasts(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The messages shown now. */
export function currentToasts(): readonly ToastMessage[] {
  return shown;
}
