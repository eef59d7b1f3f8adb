import { expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '../../../runtime/core/failures.ts';

it('a permanent failure has a reason, and keeps its cause for the log', () => {
  const error = new PermanentError('malformed', 'not JSON', { cause: 7 });

  expect(error).toMatchObject({ name: 'PermanentError', reason: 'malformed', message: 'not JSON', cause: 7 });
});

it('a transient failure may be tried again at once, unless it says when', () => {
  expect(new TransientError('busy', 'Later')).toMatchObject({ name: 'TransientError', retryAfterMs: 0 });
  expect(new TransientError('busy', 'Later', { retryAfterMs: 9, cause: 7 })).toMatchObject({
    reason: 'busy',
    message: 'Later',
    retryAfterMs: 9,
    cause: 7,
  });
});
