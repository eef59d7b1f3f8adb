/** What mapping templates find of a request, by its name after `$`. */
const roots = new Set(['context', 'input', 'stageVariables', 'util']);

/** Those whose members are looked up when the template is filled in. */
export const variableRoots: ReadonlySet<string> = new Set(['context', 'stageVariables']);

export function isKnownRoot(name: string): boolean {
  return roots.has(name);
}

/** What may be called on each of them, and on a value. */
export const calls: Readonly<Record<string, readonly string[]>> = {
  input: ['json', 'params', 'path'],
  util: ['base64Decode', 'base64Encode', 'escapeJavaScript', 'parseJson', 'urlDecode', 'urlEncode'],
  value: ['contains', 'endsWith', 'equals', 'get', 'isEmpty', 'length', 'matches', 'size', 'startsWith', 'toLowerCase'],
};
