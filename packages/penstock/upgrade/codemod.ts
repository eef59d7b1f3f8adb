/** What an app has to change for a version of the kit, done by a program. */
export interface Codemod {
  /** The version that needs it. */
  readonly version: string;
  /** A sentence: what it changes, and why. */
  readonly what: string;
  /** Changes the app in a folder. @returns the files that it changed, relative to the folder */
  readonly run: (root: string) => readonly string[];
}
