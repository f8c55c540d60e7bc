import "server-only";

type Listener = (organizationId: number) => void;

/** Shared by all bundles of a process. */
const shared = globalThis as { outlayUsageListeners?: Set<Listener> };

function listeners(): Set<Listener> {
  shared.outlayUsageListeners ??= new Set();
  return shared.outlayUsageListeners;
}

/** Says that an organisation's usage has changed: a batch was committed. Called after every commit, so it costs nothing. */
export function usageChanged(organizationId: number): void {
  for (const listener of listeners()) listener(organizationId);
}

/** Is told of every commit of this process, and must be quick about it. Answers how to stop. */
export function onUsageChanged(listener: Listener): () => void {
  listeners().add(listener);
  return () => void listeners().delete(listener);
}
