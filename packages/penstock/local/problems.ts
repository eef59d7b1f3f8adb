import { UserError } from '../cli/user-error.ts';

/** Something the local cloud cannot do as asked. `message` is meant for a person and needs no stack trace. */
export class LocalError extends UserError {
  override readonly name = 'LocalError';
}

/** One thing in a template that the local cloud cannot run. */
export interface Problem {
  readonly resource: {
    readonly stack: string;
    readonly logicalId: string;
    readonly type: string;
    readonly path?: string;
  };
  /** Where in the resource, e.g. `Properties.LoggingConfig.LogGroup`. */
  readonly at?: string;
  readonly message: string;
}

/** Collects everything that is wrong, so that one start reports it all. */
export class Problems {
  readonly #found: Problem[] = [];

  add(resource: Problem['resource'], message: string, at?: string): void {
    this.#found.push({ resource, message, ...(at === undefined ? {} : { at }) });
  }

  get found(): readonly Problem[] {
    return this.#found;
  }

  /** Each problem in a line. */
  get lines(): readonly string[] {
    return this.#found.map(format);
  }

  /** @throws LocalError naming every problem with stack, logical id, construct path, type and property. */
  throwIfAny(): void {
    const { lines } = this;
    if (lines.length === 0) return;
    const head = `The local cloud cannot run this template (${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}):`;
    throw new LocalError([head, ...lines].join('\n'));
  }
}

function format({ resource, at, message }: Problem): string {
  const path = resource.path === undefined ? '' : ` (${resource.path})`;
  return `  ${resource.stack}: ${resource.logicalId}${path}, ${resource.type}${at === undefined ? '' : `, ${at}`}: ${message}`;
}
