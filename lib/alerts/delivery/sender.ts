import "server-only";
import { channelOf } from "@/lib/db/queries/alerts/find-channels";
import { attempt } from "./attempt";
import { type Claimed, claim, giveBack, settle } from "./outbox";
import { forgetOld } from "./retention";

const EVERY_MS = 5_000;
/** Deliveries that are tried side by side. */
const AT_ONCE = 10;
const CLEAN_EVERY_MS = 3_600_000;

/** Sends what is in the outbox when it is due. */
export class Sender {
  private timer: NodeJS.Timeout | null = null;
  private running: Promise<void> | null = null;
  private isOver = false;
  private cleanedAt = 0;
  private readonly stopping = new AbortController();

  constructor(private readonly everyMs = EVERY_MS) {}

  /** Begins to send. */
  start(): void {
    this.timer = setInterval(() => void this.wake(), this.everyMs);
    this.timer.unref();
    void this.wake();
  }

  /** Looks into the outbox now; resolves when what was due has been tried. */
  async wake(): Promise<void> {
    if (this.isOver) return;
    this.running ??= this.sendAll()
      .catch((error: Error) => console.error(`Alerts could not be sent: ${error.message}`))
      .finally(() => {
        this.running = null;
      });
    await this.running;
  }

  /** Ends sending: what is under way is given back, and sent at the next start. Resolves when that is done. */
  async stop(): Promise<void> {
    this.isOver = true;
    if (this.timer) clearInterval(this.timer);
    this.stopping.abort();
    await this.running;
  }

  private async sendAll(): Promise<void> {
    await this.clean();
    for (;;) {
      const claimed = this.isOver ? [] : await claim(AT_ONCE);
      if (claimed.length === 0) return;
      await Promise.all(claimed.map((one) => this.send(one)));
    }
  }

  private async send(claimed: Claimed): Promise<void> {
    const channel = await channelOf(claimed.organizationId, claimed.channelId);
    const outcome = channel
      ? await attempt(channel, claimed.id, claimed.message, this.stopping.signal)
      : ({ ok: false, responseCode: null, error: "The channel was removed." } as const);
    if (!outcome.ok && this.isOver) await giveBack(claimed);
    else await settle(claimed, outcome);
  }

  private async clean(): Promise<void> {
    if (Date.now() - this.cleanedAt < CLEAN_EVERY_MS) return;
    this.cleanedAt = Date.now();
    await forgetOld();
  }
}
