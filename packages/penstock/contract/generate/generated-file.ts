export interface GeneratedFile {
  /** Relative to the folder of generated files, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/** One that need not be text. */
export interface OutputFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}
