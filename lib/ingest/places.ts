/** Places of which only so many are taken at once; who comes later waits. */
export class Places {
  private readonly waiting: { owner: string; enter: () => void }[] = [];
  private readonly taken = new Map<string, number>();
  private allTaken = 0;

  /** `most` places, `mostOfOwner` of them for one owner. */
  constructor(
    private readonly most: number,
    private readonly mostOfOwner: number,
  ) {}

  /** Runs `action` when a place is free for its owner. */
  async within<T>(owner: string, action: () => Promise<T>): Promise<T> {
    if (this.isFree(owner)) this.take(owner);
    else await new Promise<void>((enter) => this.waiting.push({ owner, enter }));
    try {
      return await action();
    } finally {
      this.leave(owner);
    }
  }

  /** Whether nobody has a place. */
  get areEmpty(): boolean {
    return this.allTaken === 0;
  }

  private isFree(owner: string): boolean {
    return this.allTaken < this.most && (this.taken.get(owner) ?? 0) < this.mostOfOwner;
  }

  private take(owner: string): void {
    this.allTaken += 1;
    this.taken.set(owner, (this.taken.get(owner) ?? 0) + 1);
  }

  private leave(owner: string): void {
    this.allTaken -= 1;
    const rest = (this.taken.get(owner) ?? 0) - 1;
    if (rest > 0) this.taken.set(owner, rest);
    else this.taken.delete(owner);
    const next = this.waiting.findIndex((one) => this.isFree(one.owner));
    const [entering] = next < 0 ? [] : this.waiting.splice(next, 1);
    if (!entering) return;
    this.take(entering.owner);
    entering.enter();
  }
}
