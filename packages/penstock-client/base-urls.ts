/** Milliseconds for which a base URL that did not answer is left out, while there is another. */
const cooldownMs = 30_000;

/**
 * Chooses where an attempt goes: to the first base URL that did not fail lately, so that calls return to it by
 * themselves.
 */
export class BaseUrls {
  readonly #suspectedUntilMs: number[];

  constructor(count: number) {
    this.#suspectedUntilMs = Array<number>(count).fill(0);
  }

  /**
   * The index of one: the first in the list that is not suspected, else the one whose cooldown ends first. Not the one
   * that the call has just failed at, where there is another.
   */
  choose(nowMs: number, failed?: number): number {
    const waitsMs = this.#suspectedUntilMs.map((untilMs, index) =>
      index === failed ? Infinity : Math.max(0, untilMs - nowMs),
    );
    return waitsMs.indexOf(Math.min(...waitsMs));
  }

  /** No answer came from there. */
  suspect(index: number, nowMs: number): void {
    this.#suspectedUntilMs[index] = nowMs + cooldownMs;
  }

  answered(index: number): void {
    this.#suspectedUntilMs[index] = 0;
  }
}
