/** The base of what a call throws beside an aborted signal's own reason. */
export class ClientError extends Error {
  override readonly name: string = 'ClientError';
}

/** No answer came: the connection failed, or an attempt took too long. Whether the call took effect is unknown. */
export class ConnectionError extends ClientError {
  override readonly name = 'ConnectionError';
}

/** The deadline of the call passed; `cause` is what its last attempt failed with, if one had ended. */
export class DeadlineExceededError extends ClientError {
  override readonly name = 'DeadlineExceededError';

  constructor(deadlineMs: number, cause?: unknown) {
    super(`The call has not ended within its deadline of ${deadlineMs} ms.`, cause === undefined ? {} : { cause });
  }
}

/** An answer that says it succeeded and cannot be read. */
export class InvalidResponseError extends ClientError {
  override readonly name = 'InvalidResponseError';
}
