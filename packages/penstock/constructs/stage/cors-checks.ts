import { corsFaults } from '../../contract/cors.ts';
import { type Check, finding } from './check.ts';
import { corsOf } from './cors.ts';

export const corsChecks: readonly Check[] = [
  {
    needs: ['cors'],
    find: (stage, { contract }) => {
      const { cors: given } = stage;
      if (given === undefined) return [];
      const cors = corsOf(stage, contract);
      if (cors === undefined) {
        const expected = 'nothing: the contract has no x-penstock-cors';
        return [finding('cors', given.origins.join(', '), expected, 'write it in the contract, or remove this')];
      }
      return corsFaults(cors).map(({ index, received, expected, fix }) =>
        finding(index === undefined ? 'cors.origins' : `cors.origins[${index}]`, received, expected, fix),
      );
    },
  },
];
