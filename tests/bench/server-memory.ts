import { readdirSync, readFileSync } from "node:fs";

/**
 * Sums the memory, in bytes, of a process and its descendants that run Node: what is resident, and what several of them
 * share (Node itself) once. Knows only Linux.
 */
export function memoryOfServer(root: number): number {
  const parents = new Map<number, number>();
  for (const entry of readdirSync("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    const parent = /\) \S (\d+)/.exec(readProcess(entry, "stat"))?.[1];
    if (parent) parents.set(Number(entry), Number(parent));
  }
  let bytes = 0;
  for (const pid of parents.keys()) {
    if (!descendsFrom(pid, root, parents) || !readProcess(pid, "comm").match(/node|next|main/i)) continue;
    bytes += Number(/^Pss:\s+(\d+) kB/m.exec(readProcess(pid, "smaps_rollup"))?.[1] ?? 0) * 1024;
  }
  return bytes;
}

function descendsFrom(pid: number, root: number, parents: ReadonlyMap<number, number>): boolean {
  for (let at: number | undefined = pid; at !== undefined && at > 1; at = parents.get(at)) if (at === root) return true;
  return false;
}

function readProcess(pid: number | string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return "";
  }
}
