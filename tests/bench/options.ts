/** What was chosen on the command line. */
export interface BenchOptions {
  /** Records of a large organisation. */
  records: number;
  /** Records of the organisation that is uploaded into when it has many already. */
  grown: number;
  /** Size of the very large file. */
  gigabytes: number;
  /** How often whatever is compared is measured, in turns. */
  rounds: number;
  /** Folder for CPU profiles of the servers; null for none. */
  profile: string | null;
  /** Folder for generated files, which are kept from one run to the next. */
  files: string;
}
