/** The files of an archive, and those of it that were passed over. */
export interface Archive {
  files: { name: string; format: string; received: number; rejected: number }[];
  leftOut: string[];
}
