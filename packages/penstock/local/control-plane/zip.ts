import { renameSync, writeFileSync } from 'node:fs';
import { dirname, resolve, sep } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { fileMode, makePrivateFolder } from '../private-files.ts';
import { LocalError } from '../problems.ts';

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const endLength = 22;
const longestComment = 65_535;

/**
 * Unpacks an archive into a folder. A file that is there is replaced in one step: a function may be loading it, since the
 * CLI uploads one asset once for each region.
 *
 * @throws LocalError where it is no ZIP archive, or holds what is outside the folder
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
 */
export function unzip(archive: Buffer, folder: string): void {
  const end = endOf(archive);
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (archive.readUInt32LE(at) !== entrySignature) throw new LocalError('The ZIP archive is broken.');
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) => archive.readUInt16LE(at + offset));
    const name = archive.toString('utf8', at + 46, at + 46 + (nameLength ?? 0));
    write(folder, name, contentOf(archive, at));
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
}

function endOf(archive: Buffer): number {
  const first = Math.max(0, archive.length - endLength - longestComment);
  for (let at = archive.length - endLength; at >= first; at--) {
    if (archive.readUInt32LE(at) === endSignature) return at;
  }
  throw new LocalError(`It is no ZIP archive: received ${archive.length} bytes without an end record.`);
}

function contentOf(archive: Buffer, entry: number): Buffer {
  const method = archive.readUInt16LE(entry + 10);
  const size = archive.readUInt32LE(entry + 20);
  const header = archive.readUInt32LE(entry + 42);
  // The local header has lengths of its own.
  const start = header + 30 + archive.readUInt16LE(header + 26) + archive.readUInt16LE(header + 28);
  const packed = archive.subarray(start, start + size);
  if (method === 0) return packed;
  if (method === 8) return inflateRawSync(packed);
  throw new LocalError(`The ZIP archive has an entry of compression method ${method}; 0 and 8 are understood.`);
}

function write(folder: string, name: string, content: Buffer): void {
  const path = resolve(folder, name);
  if (path !== folder && !path.startsWith(folder + sep)) {
    throw new LocalError(`The ZIP archive holds ${JSON.stringify(name)}, which is outside its folder.`);
  }
  makePrivateFolder(name.endsWith('/') ? path : dirname(path));
  if (name.endsWith('/')) return;
  writeFileSync(`${path}.draft`, content, { mode: fileMode });
  renameSync(`${path}.draft`, path);
}
