/** Which road an upload takes, and what it may use there. */
export interface LoadLimits {
  /** Bytes (unpacked) and records up to which it is committed in a group with others. */
  groupBytes: number;
  groupRecords: number;
  /** How long a sender may be silent. */
  silenceMs: number;
  /** Records from which on it takes the fast road; fewer are staged and merged before the fast road would be prepared. */
  directFrom: number;
  /** A sender that has to be waited for this long, at once or (most of the time) in all, is too slow for it. */
  patienceMs: number;
  /** Memory for what is stored under the days of the upload. */
  storedBytes: number;
  /** Lines of a day whose keys may be stored before that is read: a few are no more than chance. */
  chances: number;
  /** Sums on their way into the rollups that are kept in memory; of whole days, half of that. */
  rollupSums: number;
}

/** The limits everybody has; tests have others. */
export const USUAL_LIMITS: LoadLimits = {
  groupBytes: 64 * 1024,
  groupRecords: 200,
  silenceMs: 120_000,
  directFrom: 10_000,
  patienceMs: 3000,
  storedBytes: 64 * 1024 * 1024,
  chances: 10,
  rollupSums: 60_000,
};
