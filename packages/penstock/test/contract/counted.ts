/** A value that counts how often it is walked: how often its members are listed. */
export function counted<T extends object>(value: T): { readonly value: T; readonly walks: () => number } {
  let count = 0;
  const handler: ProxyHandler<T> = {
    ownKeys: (target) => {
      count += 1;
      return Reflect.ownKeys(target);
    },
  };
  return { value: new Proxy(value, handler), walks: () => count };
}
