import type { MethodContract } from './method-contract.ts';

/** How often and how long one client for all methods may ask a dependency: as the least patient of them would. */
export function attemptsOf(
  contracts: Readonly<Record<string, Pick<MethodContract, 'attempts' | 'attemptTimeout'>>>,
): Pick<MethodContract, 'attempts' | 'attemptTimeout'> {
  const [first, ...others] = Object.values(contracts);
  if (first === undefined) throw new Error('A service has a method at least');
  return others.reduce((least, one) => (one.attemptTimeout < least.attemptTimeout ? one : least), first);
}
