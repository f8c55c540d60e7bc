/** Stands for every model, where one name would. */
export const ALL_MODELS = "*";
