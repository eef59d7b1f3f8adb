import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { indexStreamRecords } from '../streams/sequence-index.ts';
import { chooseEngine } from './choice.ts';
import { type Engine, type EngineOptions, startEngine } from './engine.ts';

/**
 * Starts an engine whose streams stay fast; the database of dynoxide is a file also where nothing is to be kept, since
 * only a file can be given an index.
 *
 * @throws LocalError as `startEngine` does
 */
export async function startStreamingEngine(options: EngineOptions): Promise<Engine> {
  const { endpoint, kind = chooseEngine() } = options;
  if (endpoint !== undefined || kind === 'embedded') return startEngine(options);
  const folder = options.file === undefined ? mkdtempSync(join(tmpdir(), 'penstock-dynamodb-')) : undefined;
  const file = options.file ?? join(folder ?? '', 'dynamodb.db');
  const engine = await startEngine({ ...options, kind, file });
  const close = async () => {
    await engine.close();
    if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
  };
  try {
    indexStreamRecords(file);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...engine, close };
}
