/** Milliseconds of each unit of a `grpc-timeout`. */
const UNITS_MS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 0.001, n: 0.000_001 };

/**
 * Lowers a timeout that its caller sends to what a method takes at most: Connect would refuse the call instead. One that is
 * malformed stays, for Connect to refuse.
 */
export function clampTimeouts(headers: Headers, mostMs: number): void {
  const connect = headers.get('connect-timeout-ms');
  if (connect !== null && /^\d{1,10}$/.test(connect) && Number(connect) > mostMs) {
    headers.set('connect-timeout-ms', String(mostMs));
  }
  const [, value, unit = ''] = /^(\d{1,8})([HMSmun])$/.exec(headers.get('grpc-timeout') ?? '') ?? [];
  if (value !== undefined && Number(value) * Number(UNITS_MS[unit]) > mostMs) headers.set('grpc-timeout', `${mostMs}m`);
}
