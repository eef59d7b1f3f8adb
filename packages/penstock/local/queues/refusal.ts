import { LocalError } from '../problems.ts';

/** A queue does not take a message. */
export class QueueRefusal extends LocalError {
  /** As SQS names it, e.g. `InvalidMessageContents`. */
  readonly code: string;
  /** Whether the queue would refuse the same message again. */
  readonly permanent: boolean;

  constructor(queue: string, status: number, answer: { readonly __type?: unknown; readonly message?: unknown }) {
    const code = String(answer.__type ?? status).replace(/^.*#/, '');
    super(`Queue ${queue} takes no message: ${code}: ${String(answer.message ?? '')}`);
    this.code = code;
    this.permanent = status < 500;
  }
}
