import { readEnvironment } from '../../env.ts';

/** The variables of the process that serves gRPC, beside those of the functions whose methods it has. */
const nativeVariables = ['GRPC_HOST', 'GRPC_PORT', 'GRPC_CONCURRENCY', 'GRPC_DRAIN_NOTICE_MS'] as const;
export type NativeVariable = (typeof nativeVariables)[number];

export interface NativeEnvironment {
  readonly host: string;
  readonly port: number;
  /** By method, as `ParcelService.CreateParcel`. */
  readonly concurrency: Readonly<Record<string, number>>;
  readonly noticeMs: number;
}

/** Throws one error that names all that are missing. */
export function readNativeEnv(source?: Readonly<Record<string, string | undefined>>): NativeEnvironment {
  const env = readEnvironment(nativeVariables, source);
  return {
    host: env.GRPC_HOST,
    port: Number(env.GRPC_PORT),
    concurrency: JSON.parse(env.GRPC_CONCURRENCY),
    noticeMs: Number(env.GRPC_DRAIN_NOTICE_MS),
  };
}
