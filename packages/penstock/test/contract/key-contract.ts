import { parseContract } from '../../contract/load.ts';
import { type Edit, edited } from './contract.ts';

/**
 * The sample's contract for callers with keys: creating takes tokens or keys, changing keys in one header, cancelling
 * either in the same header, reading tokens.
 */
const edits: readonly Edit[] = [
  {
    from: '  securitySchemes:\n',
    to: [
      '  securitySchemes:',
      '    key: { type: apiKey, in: header, name: X-Api-Key }',
      '    sameHeader: { type: apiKey, in: header, name: Authorization }',
      '',
    ].join('\n'),
  },
  {
    after: 'operationId: createParcel',
    from: '- oauth2: [parcels:write]',
    to: '- oauth2: [parcels:write]\n        - key: [parcels:write]',
  },
  { after: 'operationId: updateParcel', from: '- oauth2: [parcels:write]', to: '- key: []' },
  {
    after: 'operationId: cancelParcel',
    from: '- oauth2: [parcels:write]',
    to: '- oauth2: [parcels:write]\n        - sameHeader: []',
  },
];

export const keyContract = parseContract('keys.yaml', edited(...edits));
