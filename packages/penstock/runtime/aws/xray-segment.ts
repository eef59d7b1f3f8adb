import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';

/** What new subsegments hang on. */
export interface TraceNode {
  readonly id: string;
  readonly trace_id: string;
  readonly notTraced: boolean;
  addNewSubsegment(name: string): Subsegment;
}

const seconds = (): number => Date.now() / 1000;

/**
 * A unit of work in X-Ray's own document format; sent when it closes.
 * @see https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 */
export class Subsegment implements TraceNode {
  readonly id = randomBytes(8).toString('hex');
  readonly trace_id: string;
  readonly notTraced: boolean;
  readonly #document: Record<string, unknown>;

  constructor(name: string, parent?: TraceNode) {
    this.trace_id = parent?.trace_id ?? '';
    this.notTraced = parent?.notTraced ?? true;
    this.#document = {
      id: this.id,
      name,
      type: 'subsegment',
      trace_id: this.trace_id,
      parent_id: parent?.id,
      start_time: seconds(),
    };
  }

  addNewSubsegment(name: string): Subsegment {
    return new Subsegment(name, this);
  }

  addAttribute(name: string, value: unknown): void {
    this.#document[name] = value;
  }

  addAnnotation(key: string, value: string | number | boolean): void {
    this.#document.annotations = { ...(this.#document.annotations as object), [key]: value };
  }

  addMetadata(key: string, value: unknown, namespace = 'default'): void {
    const all = (this.#document.metadata ?? {}) as Record<string, object>;
    this.#document.metadata = { ...all, [namespace]: { ...all[namespace], [key]: value } };
  }

  addErrorFlag(): void {
    this.#document.error = true;
  }

  addFaultFlag(): void {
    this.#document.fault = true;
  }

  addThrottleFlag(): void {
    this.#document.throttle = true;
  }

  /** What an HTTP status says about a call: 4xx an error, 429 a throttle too, 5xx a fault. */
  addStatusFlags(status: number): void {
    if (status === 429) this.addThrottleFlag();
    if (status >= 400 && status < 500) this.addErrorFlag();
    if (status >= 500) this.addFaultFlag();
  }

  addError(error: Error, remote = false): void {
    this.addFaultFlag();
    const exception = { id: randomBytes(8).toString('hex'), message: error.message, type: error.name, remote };
    this.#document.cause = { working_directory: process.cwd(), exceptions: [exception] };
  }

  /** The X-Amzn-Trace-Id to send to a service called from here. */
  header(): string {
    return `Root=${this.trace_id};Parent=${this.id};Sampled=${this.notTraced ? 0 : 1}`;
  }

  close(): void {
    this.#document.end_time = seconds();
    if (!this.notTraced && this.trace_id !== '') send(this.#document);
  }
}

/** Lambda's own segment, which a function can hang subsegments on but not change. */
export class Segment implements TraceNode {
  readonly id: string;
  readonly trace_id: string;
  readonly notTraced: boolean;

  constructor(id: string, traceId: string, notTraced: boolean) {
    this.id = id;
    this.trace_id = traceId;
    this.notTraced = notTraced;
  }

  addNewSubsegment(name: string): Subsegment {
    return new Subsegment(name, this);
  }
}

/** The segment that a tracing header (`Root=...;Parent=...;Sampled=1`) names; never traced when there is none. */
export function facadeOf(header: string | undefined): Segment {
  const fields = new Map(header?.split(';').map((pair) => pair.split('=') as [string, string]));
  return new Segment(fields.get('Parent') ?? '', fields.get('Root') ?? '', fields.get('Sampled') !== '1');
}

/** A socket a document: one that outlives a freeze of the environment fails at its next use. */
function send(document: Record<string, unknown>): void {
  const [host, port] = (process.env.AWS_XRAY_DAEMON_ADDRESS ?? '127.0.0.1:2000').split(':');
  const socket = createSocket('udp4');
  socket.unref();
  socket.on('error', () => {});
  socket.send(`{"format":"json","version":1}\n${JSON.stringify(document)}`, Number(port), host, () => socket.close());
}
