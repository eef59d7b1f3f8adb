/** Edits of the TypeScript that the kit's own commands write: members of object literals and lists, as text. */

/** Adds a member to the object literal of a member of a call's argument: `operations` in `context({ operations: {} })`. */
export function addMember(text: string, name: string, member: string): string | undefined {
  const opening = new RegExp(`(\\b${name}: \\{)(\\s*\\})?`).exec(text);
  if (opening === null) return addToArgument(text, `  ${name}: {\n    ${member},\n  },`);
  const at = opening.index + (opening[1] ?? '').length;
  const isEmpty = opening[2] !== undefined;
  const rest = isEmpty ? `\n  }${text.slice(at + (opening[2] ?? '').length)}` : text.slice(at);
  return `${text.slice(0, at)}\n    ${member},${rest}`;
}

/** Adds lines at the end of the object literal that a call takes: before the last `});`. */
function addToArgument(text: string, lines: string): string | undefined {
  const at = text.lastIndexOf('});');
  if (at < 0) return undefined;
  const before = text.slice(0, at).replace(/,?\s*$/, ',');
  return `${before}\n${lines}\n${text.slice(at)}`;
}

/** Adds a name to the list that a call takes: `contexts([health])`. */
export function addToList(text: string, call: string, name: string): string | undefined {
  const found = new RegExp(`(\\b${call}\\(\\[)([^\\]]*)(\\]\\))`).exec(text);
  if (found === null) return undefined;
  const names = (found[2] ?? '')
    .split(',')
    .map((one) => one.trim())
    .filter((one) => one !== '');
  const list = [...names, name].join(', ');
  return text.replace(found[0], `${found[1]}${list}${found[3]}`);
}

/** Adds an import after the last one. */
export function addImport(text: string, line: string): string {
  const imports = [...text.matchAll(/^import [^;]*;\n/gm)];
  const last = imports.at(-1);
  const at = last === undefined ? 0 : last.index + last[0].length;
  return `${text.slice(0, at)}${line}\n${text.slice(at)}`;
}

/** Takes a name out of the list that a call takes. */
export function removeFromList(text: string, call: string, name: string): string {
  return text.replace(
    new RegExp(`(\\b${call}\\(\\[)([^\\]]*)(\\]\\))`),
    (_, before: string, names: string, after: string) => {
      const kept = names.split(',').map((one) => one.trim());
      return `${before}${kept.filter((one) => one !== '' && one !== name).join(', ')}${after}`;
    },
  );
}

/** Takes out what is imported from a file. */
export const removeImport = (text: string, file: string): string =>
  text.replaceAll(/^import [^;]*;\n/gm, (line) => (line.includes(`'${file}'`) ? '' : line));
