interface Container {
  /** The member names so far; undefined in an array. */
  readonly names: Set<string> | undefined;
  /** Where the scan is within it: the member's name or the element's number. */
  at: string | number;
  /** The next string is a member name. */
  expectsName: boolean;
}

/**
 * The place of the first member that its object names a second time, however the name is escaped; undefined when every
 * name is there once. `JSON.parse` keeps the last of them and tells nobody.
 *
 * @param json a valid JSON text
 */
export function repeatedMember(json: string): readonly string[] | undefined {
  const open: Container[] = [];
  for (let index = 0; index < json.length; index += 1) {
    const inner = open.at(-1);
    switch (json[index]) {
      case '{':
        open.push({ names: new Set(), at: '', expectsName: true });
        break;
      case '[':
        open.push({ names: undefined, at: 0, expectsName: false });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner?.names !== undefined) inner.expectsName = true;
        else if (typeof inner?.at === 'number') inner.at += 1;
        break;
      case '"': {
        const end = endOfString(json, index);
        if (inner?.expectsName === true && !takeName(inner, json.slice(index, end + 1))) {
          return open.map(({ at }) => String(at));
        }
        index = end;
        break;
      }
    }
  }
  return undefined;
}

/** Where a string that begins here ends. */
function endOfString(json: string, start: number): number {
  const string = /"[^"\\]*(?:\\.[^"\\]*)*"/y;
  string.lastIndex = start;
  string.test(json);
  return string.lastIndex - 1;
}

/** Whether the name, in its quotes, is new in the object. */
function takeName(object: Container, quoted: string): boolean {
  const name = quoted.includes('\\') ? String(JSON.parse(quoted)) : quoted.slice(1, -1);
  object.at = name;
  object.expectsName = false;
  if (object.names?.has(name) === true) return false;
  object.names?.add(name);
  return true;
}
