export interface GeneratedFile {
  /** Relative to the folder of generated files, with forward slashes. */
  readonly path: string;
  readonly content: string;
}
