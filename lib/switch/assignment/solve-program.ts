import { Worker } from "node:worker_threads";

/** What became of a program: HiGHS's own word for it, and the values of the variables. */
export interface SolvedProgram {
  status: string;
  values: Readonly<Record<string, number>>;
}

/** Options of HiGHS. */
export type SolverOptions = Readonly<Record<string, number | boolean>>;

interface Waiting {
  resolve(solved: SolvedProgram): void;
  reject(error: Error): void;
}

/** A thread that nobody needs ends: HiGHS takes memory of its own. */
const IDLE_MS = 60_000;

/** The solver's thread, with those who wait for it, in their order. */
class Solver {
  private thread: Worker | null = null;
  private waiting: Waiting[] = [];
  private idle: NodeJS.Timeout | null = null;

  solve(program: string, options: SolverOptions): Promise<SolvedProgram> {
    if (this.idle) clearTimeout(this.idle);
    this.thread ??= this.start();
    this.thread.ref();
    this.thread.postMessage({ program, options });
    return new Promise((resolve, reject) => this.waiting.push({ resolve, reject }));
  }

  private start(): Worker {
    const thread = new Worker(new URL("./highs-thread.mjs", import.meta.url));
    thread.on("message", (answer: SolvedProgram | { error: string }) => {
      if ("error" in answer) this.end(thread, new Error(`The solver failed: ${answer.error}`));
      else this.waiting.shift()?.resolve(answer);
      if (this.waiting.length === 0) this.rest(thread);
    });
    thread.on("error", (error: Error) => this.end(thread, error));
    thread.on("exit", () => this.end(thread, new Error("The solver's thread has ended.")));
    return thread;
  }

  private rest(thread: Worker): void {
    thread.unref();
    this.idle = setTimeout(() => this.end(thread, new Error("unreachable: nobody waits")), IDLE_MS).unref();
  }

  /** After an error HiGHS may be in any state: the next program has a thread of its own. */
  private end(thread: Worker, error: Error): void {
    if (this.thread !== thread) return;
    this.thread = null;
    for (const { reject } of this.waiting.splice(0)) reject(error);
    void thread.terminate();
  }
}

const solver = new Solver();

/**
 * Solves a program in CPLEX's LP format with HiGHS, compiled to WebAssembly, in a thread of its own: other requests are
 * answered meanwhile.
 */
export function solveProgram(program: string, options: SolverOptions): Promise<SolvedProgram> {
  return solver.solve(program, options);
}
