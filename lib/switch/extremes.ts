/** The least of some amounts; there is one at least. */
export function leastOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((least, amount) => {
    if (amount < least) return amount;
    return least;
  });
}

/** The greatest of some amounts; there is one at least. */
export function greatestOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((greatest, amount) => {
    if (amount > greatest) return amount;
    return greatest;
  });
}
