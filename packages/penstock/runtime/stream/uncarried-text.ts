import { uncarried } from '../characters.ts';

/**
 * Where an event has text that a queue behind the bus refuses. Escaped by whoever publishes, it would be lost all the
 * same: for a target with an InputPath EventBridge reads the event and writes a part of it anew.
 */
export function uncarriedText(value: unknown, pointer = ''): string | undefined {
  if (typeof value === 'string') {
    const why = uncarried(value);
    return why === undefined ? undefined : `${pointer} ${why}`;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, member] of Object.entries(value)) {
    const found = uncarriedText(member, `${pointer}/${name}`);
    if (found !== undefined) return found;
  }
  return undefined;
}
