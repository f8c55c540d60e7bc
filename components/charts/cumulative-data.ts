/** A day of a period: sums from its start to the end of the day, in dollars to draw and as texts. */
export interface CumulativeDay {
  /** Short, for the axis. */
  tick: string;
  title: string;
  actual: Figure | null;
  expected: Figure | null;
  low: Figure | null;
  high: Figure | null;
  /** Of the period before, at its day of the same number. */
  before: Figure | null;
}

/** An amount to draw and to read. */
export interface Figure {
  size: number;
  text: string;
}

/** How spend adds up over a period, where it is heading, and what it should stay below. */
export interface CumulativeData {
  days: CumulativeDay[];
  names: { actual: string; before: string };
  /** Drawn unless it is so far above the lines that they would lie on the ground. */
  budget: (Figure & { name: string; isDrawn: boolean }) | null;
}
