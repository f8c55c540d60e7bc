import "server-only";
import { settings } from "@/lib/settings";
import { IngestError } from "./ingest-error";
import { senderOf } from "./sender";
import type { IngestActor } from "./upload";

/** How much one sender may send at once. */
interface Limits {
  requestsPerSecond: number;
  /** Requests that are being answered at the same time. */
  concurrentUploads: number;
}

/** What a sender has left: requests, as of a time (milliseconds), and how many are being answered. */
interface Allowance {
  left: number;
  at: number;
  underWay: number;
}

/** Senders that are remembered; those that have everything left again are forgotten first. */
const MOST_SENDERS = 10_000;

/**
 * Bounds what each sender sends: a second's worth of requests at once, refilled as time goes by, and so many at the same
 * time. `now` are milliseconds of a clock that does not jump.
 */
export class SenderLimits {
  private readonly allowances = new Map<string, Allowance>();

  constructor(
    private readonly limits: Limits,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Runs `action` for a sender.
   * @throws IngestError 429 beyond the limits, with the seconds to wait.
   */
  async run<Result>(sender: string, action: () => Promise<Result>): Promise<Result> {
    const allowance = this.allowanceOf(sender);
    if (allowance.underWay >= this.limits.concurrentUploads) throw tooManyUploads(this.limits.concurrentUploads);
    if (allowance.left < 1) throw tooManyRequests(this.limits.requestsPerSecond);
    allowance.left -= 1;
    allowance.underWay += 1;
    try {
      return await action();
    } finally {
      allowance.underWay -= 1;
    }
  }

  private allowanceOf(sender: string): Allowance {
    const { requestsPerSecond } = this.limits;
    const now = this.now();
    let allowance = this.allowances.get(sender);
    if (!allowance) {
      if (this.allowances.size >= MOST_SENDERS) this.forgetIdle(now);
      allowance = { left: requestsPerSecond, at: now, underWay: 0 };
      this.allowances.set(sender, allowance);
    }
    allowance.left = Math.min(requestsPerSecond, allowance.left + ((now - allowance.at) / 1000) * requestsPerSecond);
    allowance.at = now;
    return allowance;
  }

  private forgetIdle(now: number): void {
    for (const [sender, { at, underWay }] of this.allowances)
      if (underWay === 0 && now - at >= 1000) this.allowances.delete(sender);
  }
}

function tooManyRequests(most: number): IngestError {
  const message = `More than ${most} requests a second with one API key, or by one person. Put several records into a request.`;
  return new IngestError(429, "too_many_requests", message, 1);
}

function tooManyUploads(most: number): IngestError {
  const message = `More than ${most} uploads at the same time with one API key, or by one person.`;
  return new IngestError(429, "too_many_uploads", message, 1);
}

let limits: SenderLimits | undefined;

/**
 * Runs `action`, which takes usage, within the limits of who sends it.
 * @throws IngestError 429 beyond them.
 */
export function withinLimits<Result>(actor: IngestActor, action: () => Promise<Result>): Promise<Result> {
  limits ??= new SenderLimits(settings().limits);
  return limits.run(senderOf(actor), action);
}
