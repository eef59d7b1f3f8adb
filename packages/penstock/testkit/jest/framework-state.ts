interface Snapshots {
  /** The list itself. */
  getSerializers(): unknown[];
}

interface Matchers {
  readonly matchers: Record<string, unknown>;
  readonly customEqualityTesters: unknown[];
}

/**
 * Remembers how Jest compares and prints, and gives a function that undoes what a test file added: matchers, equality
 * testers, and serializers of snapshots. Jest keeps them where each test file has modules of its own.
 */
export function frameworkState({ getSerializers }: Snapshots): () => void {
  const { matchers, customEqualityTesters } = expectState();
  const before = { matchers: { ...matchers }, testers: [...customEqualityTesters], serializers: [...getSerializers()] };
  return () => {
    for (const name of Object.keys(matchers)) if (!(name in before.matchers)) delete matchers[name];
    Object.assign(matchers, before.matchers);
    customEqualityTesters.splice(0, Number.POSITIVE_INFINITY, ...before.testers);
    getSerializers().splice(0, Number.POSITIVE_INFINITY, ...before.serializers);
  };
}

/** `expect` keeps what it knows in a global, so that every copy of it knows the same. */
const expectState = (): Matchers => Reflect.get(globalThis, Symbol.for('$$jest-matchers-object'));
