import "server-only";
import { IngestError } from "../ingest-error";
import { KeyTaken } from "../once/kept-answers";
import type { IngestResult } from "../upload";
import { withGroupPlace } from "../upload-places";
import { commitGroup } from "./commit-group";
import type { SmallUpload } from "./small-upload";

/** Uploads and records of one group. */
const MOST_UPLOADS = 200;
const MOST_RECORDS = 2000;
/** How long a group waits for as many uploads as the one before had. */
const MOST_PATIENCE_MS = 2;

/** Bytes of uploads that wait to be committed, of all organisations; in memory they take several times that. */
const MOST_WAITING_BYTES = 16 * 1024 * 1024;
let waitingBytes = 0;

function tooBusy(): IngestError {
  return new IngestError(503, "busy", "More is coming than can be stored: try again in a moment.", 1);
}

interface Waiting {
  upload: SmallUpload;
  resolve(result: IngestResult): void;
  reject(error: unknown): void;
}

/**
 * Commits the small uploads of one organisation: those that come while others are being committed form the next group.
 */
class GroupCommitter {
  private waiting: Waiting[] = [];
  private running = false;
  private lastSize = 0;
  private isEnough: (() => void) | null = null;

  constructor(private readonly organizationId: number) {}

  get isIdle(): boolean {
    return !this.running;
  }

  /**
   * Commits an upload with the next group.
   * @throws IngestError 503 when too much is waiting.
   */
  async commit(upload: SmallUpload): Promise<IngestResult> {
    if (waitingBytes > MOST_WAITING_BYTES) throw tooBusy();
    waitingBytes += upload.bytes;
    try {
      return await this.enqueue(upload);
    } finally {
      waitingBytes -= upload.bytes;
    }
  }

  private enqueue(upload: SmallUpload): Promise<IngestResult> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ upload, resolve, reject });
      if (this.waiting.length >= this.lastSize) this.isEnough?.();
      if (!this.running) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.running = true;
    while (this.waiting.length > 0) await withGroupPlace(this.organizationId, () => this.commitNext());
    this.running = false;
  }

  private async commitNext(): Promise<void> {
    let group: readonly Waiting[] | null = null;
    const take = async () => {
      await this.gather();
      group = this.takeGroup();
      this.lastSize = group.length;
      return group;
    };
    try {
      await this.commitTaken(take);
    } catch (error) {
      group ??= this.takeGroup();
      if (group.length === 1 || !isWrongInside(error)) for (const one of group) one.reject(error);
      else for (const one of group) await this.commitTaken(async () => [one]).catch(one.reject);
    }
  }

  private async commitTaken(take: () => Promise<readonly Waiting[]>): Promise<void> {
    let group: readonly Waiting[] = [];
    const results = await commitGroup(this.organizationId, async () => {
      group = await take();
      return group.map(({ upload }) => upload);
    });
    for (const [index, result] of results.entries()) group[index]?.resolve(result);
  }

  /** Who posts again and again is answered with a group and comes again with it: it is worth a moment to wait for all. */
  private async gather(): Promise<void> {
    if (this.waiting.length >= this.lastSize) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, MOST_PATIENCE_MS);
      this.isEnough = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.isEnough = null;
  }

  /** The uploads that wait, in their order; one with the key of another waits for the next group. */
  private takeGroup(): Waiting[] {
    const keys = new Set<string>();
    const group: Waiting[] = [];
    const left: Waiting[] = [];
    for (const one of this.waiting) {
      const { rows } = one.upload;
      const fits = group.length < MOST_UPLOADS && (group.length === 0 || keys.size + rows.length <= MOST_RECORDS);
      if (!fits || rows.some(({ key }) => keys.has(key))) {
        left.push(one);
        continue;
      }
      for (const { key } of rows) keys.add(key);
      group.push(one);
    }
    this.waiting = left;
    return group;
  }
}

/**
 * Whether the database refused a statement for what it holds, and not because it is ending, full or gone (SQLSTATE classes
 * 08, 53, 57, 58): then one of the group is to blame, and must not fail the others.
 */
function isWrongInside(error: unknown): boolean {
  if (error instanceof KeyTaken) return true;
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return /^[0-9A-Z]{5}$/.test(code) && !/^(08|53|57|58|XX)/.test(code);
}

const committers = new Map<number, GroupCommitter>();
const MOST_COMMITTERS = 1000;

/** The committer of an organisation in this process. */
export function groupCommitterOf(organizationId: number): GroupCommitter {
  let committer = committers.get(organizationId);
  if (!committer) {
    if (committers.size >= MOST_COMMITTERS)
      for (const [id, known] of committers) if (known.isIdle) committers.delete(id);
    committer = new GroupCommitter(organizationId);
    committers.set(organizationId, committer);
  }
  return committer;
}
