import { once } from 'node:events';
import type { DescService } from '@bufbuild/protobuf';
import { Code, ConnectError, createServiceImplSpec, type HandlerContext, type ServiceImpl } from '@connectrpc/connect';
import type { MethodSpec } from '../method-spec.ts';
import { Health, servingStatus } from './health-schema.ts';

/** Whether this process serves, for whoever asks; no token is needed. */
export interface HealthService {
  readonly methods: readonly MethodSpec[];
  /** Says from now on that nothing is served, to those who watch too. */
  stop(): void;
  /** Ends the streams of those who watch. */
  end(): void;
}

interface Asked {
  readonly service: string;
}

/** @param services those that are served, by their full names; the empty name is the process as a whole */
export function healthService(services: readonly string[]): HealthService {
  const known = new Set(['', ...services]);
  const stopped = new AbortController();
  const ended = new AbortController();
  const statusOf = ({ service }: Asked) => {
    if (!known.has(service)) return { status: servingStatus.serviceUnknown };
    return { status: stopped.signal.aborted ? servingStatus.notServing : servingStatus.serving };
  };
  const { methods } = createServiceImplSpec(Health, {
    check: (request: unknown) => {
      const asked = request as Asked;
      if (!known.has(asked.service)) throw new ConnectError('There is no such service.', Code.NotFound);
      return statusOf(asked);
    },
    async *watch(request: unknown, { signal }: HandlerContext) {
      const asked = request as Asked;
      yield statusOf(asked);
      // A service that is not known never will be: what a process serves is in its code.
      const leaves = AbortSignal.any([signal, ended.signal]);
      if (known.has(asked.service) && !stopped.signal.aborted) {
        await aborted(AbortSignal.any([leaves, stopped.signal]));
        if (stopped.signal.aborted && !leaves.aborted) yield statusOf(asked);
      }
      await aborted(leaves);
    },
  } as unknown as ServiceImpl<DescService>);
  return { methods: Object.values(methods), stop: () => stopped.abort(), end: () => ended.abort() };
}

async function aborted(signal: AbortSignal): Promise<void> {
  if (!signal.aborted) await once(signal, 'abort');
}
