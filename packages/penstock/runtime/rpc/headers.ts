type Init = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>;

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** What a value has in its middle: bytes, of which three would end it. */
const VALUE = /^[^\0\r\n\u0100-\uffff]*$/;
const SET_COOKIE = 'set-cookie';

/**
 * Takes the place of the global `Headers` where calls of services are served, with the same behaviour. To touch the one of Node loads all of
 * fetch (undici), which was a sixth of the cold start of a Connect function that never fetches.
 * @see https://fetch.spec.whatwg.org/#headers-class
 */
class HeaderList implements Headers {
  /** By names in lower case, each with its values in the order they came in. */
  readonly #values = new Map<string, string[]>();

  constructor(init?: Init) {
    if (init === undefined) return;
    const isList = Symbol.iterator in Object(init);
    const pairs: Iterable<readonly string[]> = isList ? (init as Iterable<readonly string[]>) : Object.entries(init);
    for (const [name, value, ...more] of pairs) {
      if (name === undefined || value === undefined || more.length > 0) {
        throw new TypeError('Headers are made of pairs of a name and a value.');
      }
      this.append(name, value);
    }
  }

  append(name: string, value: string): void {
    const [key, text] = [keyOf(name), carriedValue(value)];
    this.#values.set(key, [...(this.#values.get(key) ?? []), text]);
  }

  set(name: string, value: string): void {
    this.#values.set(keyOf(name), [carriedValue(value)]);
  }

  delete(name: string): void {
    this.#values.delete(keyOf(name));
  }

  has(name: string): boolean {
    return this.#values.has(keyOf(name));
  }

  get(name: string): string | null {
    return this.#values.get(keyOf(name))?.join(', ') ?? null;
  }

  getSetCookie(): string[] {
    return [...(this.#values.get(SET_COOKIE) ?? [])];
  }

  forEach(visit: (value: string, name: string, parent: Headers) => void, self?: unknown): void {
    for (const [name, value] of this.entries()) visit.call(self, value, name, this);
  }

  /** Sorted by name; a cookie that is set is never joined with another. */
  *entries(): Generator<[string, string], undefined> {
    for (const name of [...this.#values.keys()].sort()) {
      const values = this.#values.get(name) ?? [];
      for (const value of name === SET_COOKIE ? values : [values.join(', ')]) yield [name, value];
    }
  }

  *keys(): Generator<string, undefined> {
    for (const [name] of this.entries()) yield name;
  }

  *values(): Generator<string, undefined> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): Generator<[string, string], undefined> {
    return this.entries();
  }
}

function keyOf(name: string): string {
  if (!TOKEN.test(name)) throw new TypeError(`${JSON.stringify(String(name))} is no name of a header.`);
  return String(name).toLowerCase();
}

function carriedValue(value: string): string {
  const text = String(value).replace(/^[\t\n\r ]+|[\t\n\r ]+$/g, '');
  if (!VALUE.test(text)) throw new TypeError('The value of a header has a character that none may have.');
  return text;
}

export { HeaderList as Headers };
