import { composedParameters } from '../../runtime/http/parameters/composed-parameters.ts';
import type {
  AnswerContract,
  OperationContract,
  ParameterContract,
  Validator,
} from '../../runtime/operation-contract.ts';

/** A validator of what a test says is valid. */
export function validator<Value>(accepts: (value: unknown) => boolean, keyword = 'pattern'): Validator<Value> {
  const validate: Validator<Value> = Object.assign(
    (value: unknown): value is Value => {
      const valid = accepts(value);
      validate.errors = valid ? null : [{ instancePath: '', keyword, params: {}, message: 'is not what it should be' }];
      return valid;
    },
    { errors: null },
  );
  return validate;
}

export const parameter = (over: Partial<ParameterContract> = {}): ParameterContract => ({
  name: 'limit',
  in: 'query',
  required: false,
  type: 'integer',
  validate: validator((value) => Number(value) < 100),
  ...over,
});

/** What a test's operation may answer where the answer is not what it is about. */
export const anyAnswer: AnswerContract = {
  mediaType: 'application/json',
  headers: { 'X-Correlation-Id': true, 'Idempotent-Replayed': false },
};

/** A public operation without a body; each test says what it needs beyond that. */
export const contract = (over: Partial<OperationContract> = {}): OperationContract => ({
  operationId: 'doThing',
  method: 'POST',
  path: '/things',
  security: [],
  idempotency: 'none',
  deadline: 1000,
  attempts: 2,
  attemptTimeout: 100,
  parameters: [],
  readParameters: composedParameters,
  answers: { '200': anyAnswer, '201': anyAnswer },
  problems: ['4XX', '5XX'],
  ...over,
});
