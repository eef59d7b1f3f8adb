import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { OperatorAccess } from '../control.ts';
import { holderOfFolder } from '../data.ts';
import { object, parseJson, text } from '../json.ts';

/** The local cloud that runs in a folder, if one does. */
export async function runningCloud(folder: string): Promise<OperatorAccess | undefined> {
  if (holderOfFolder(folder) === undefined) return undefined;
  const found = object(parseJson(await readFile(join(folder, 'access.json'), 'utf8').catch(() => '')));
  const [endpoint, region, api] = [text(found.endpoint), text(found.region), text(found.api)];
  const [accessKeyId, secretAccessKey] = [text(found.accessKeyId), text(found.secretAccessKey)];
  const isWhole = endpoint && region && api && accessKeyId && secretAccessKey;
  return isWhole ? { endpoint, region, api, accessKeyId, secretAccessKey } : undefined;
}
