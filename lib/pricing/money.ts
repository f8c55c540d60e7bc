/** An exact amount of money: whole femto-USD (1e-15 USD). A rate is femto-USD per token (1e-9 USD per million tokens). */
export type FemtoUsd = bigint & { readonly __unit: "femto-USD" };
