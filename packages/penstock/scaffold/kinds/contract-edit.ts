import { contractFile } from '../../contract/files.ts';
import type { Edit } from '../scaffold.ts';

/** An edit of the contract, which any block style allows. */
export const contractEdit = (change: (text: string) => string): Edit => ({
  file: contractFile,
  change,
  otherwise: 'write the contract in block style',
});
