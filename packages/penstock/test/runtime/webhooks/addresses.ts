import fc from 'fast-check';

/** An IPv4 address by its number. */
export const v4 = (value: number): string => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255).join('.');
export const v6 = (value: bigint): string =>
  [...Array(8)].map((_, index) => ((value >> BigInt(112 - index * 16)) & 0xffffn).toString(16)).join(':');

export const v6Value = (text: string): bigint => {
  const [left = '', right] = text.split('::');
  const groups = (part: string): string[] => part.split(':').filter((group) => group !== '');
  const head = groups(left);
  const tail = right === undefined ? [] : groups(right);
  const all = [...head, ...Array(8 - head.length - tail.length).fill('0'), ...tail];
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
};

/** Any address of a range, its first and last one often. */
export function anyIn(range: string): fc.Arbitrary<string> {
  const [network = '', bits] = range.split('/');
  if (network.includes(':')) {
    const size = 1n << BigInt(128 - Number(bits));
    const edge = fc.constantFrom(0n, size - 1n);
    return fc.oneof(edge, fc.bigInt({ min: 0n, max: size - 1n })).map((offset) => v6(v6Value(network) + offset));
  }
  const size = 2 ** (32 - Number(bits));
  const start = network.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return fc
    .oneof(fc.constantFrom(0, size - 1), fc.integer({ min: 0, max: size - 1 }))
    .map((offset) => v4(start + offset));
}
