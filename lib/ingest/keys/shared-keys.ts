/** Batches of at most this many records share rows of stored_keys, so that a stream does not make a row for each. */
export const FEW_RECORDS = 4;

/** The batch number under which shared rows stand, and how many batches share one: its piece is their number by that. */
export const SHARED_KEYS = 0;
export const BATCHES_OF_SHARED_KEYS = 64;
