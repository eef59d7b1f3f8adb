type Listener = (...args: unknown[]) => void;

/**
 * Remembers what of this process a test file may change, and gives a function that puts it back. Globals that are new
 * stay: libraries that outlive a test file keep what they share in them, as aws-cdk-lib its tokens.
 */
export function processState(): () => void {
  const restores = [variables(), exit(), folder(), listeners(), globals()];
  return () => {
    for (const restore of restores) restore();
  };
}

function variables(): () => void {
  const { env } = process;
  const values = { ...env };
  return () => {
    process.env = env;
    for (const name of Object.keys(env)) if (!(name in values)) delete env[name];
    Object.assign(env, values);
  };
}

/** Jest wraps `process.exit` once a file. */
function exit(): () => void {
  const { exit, exitCode } = process;
  return () => {
    process.exit = exit;
    process.exitCode = exitCode;
  };
}

function folder(): () => void {
  const before = process.cwd();
  return () => process.chdir(before);
}

function listeners(): () => void {
  const before = allListeners();
  return () => {
    for (const [event, now] of allListeners()) {
      const known = before.get(event) ?? [];
      for (const listener of now) if (!known.includes(listener)) process.removeListener(event, listener);
    }
  };
}

const allListeners = (): ReadonlyMap<string | symbol, readonly Listener[]> =>
  new Map(process.eventNames().map((event) => [event, process.rawListeners(event) as Listener[]]));

function globals(): () => void {
  const before = Reflect.ownKeys(globalThis).map((key) => [key, globalNamed(key)] as const);
  return () => {
    for (const [key, was] of before) {
      const is = globalNamed(key);
      if (is.value !== was.value || is.get !== was.get) Object.defineProperty(globalThis, key, was);
    }
  };
}

const globalNamed = (key: PropertyKey): PropertyDescriptor => Object.getOwnPropertyDescriptor(globalThis, key) ?? {};
