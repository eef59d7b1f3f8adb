/**
 * One value a key, made at its first use; beyond `limit` the one that was not used for longest is forgotten.
 */
export function lruCache<Value>(make: (key: string) => Value, limit: number): (key: string) => Value {
  const values = new Map<string, Value>();
  return (key) => {
    const value = values.has(key) ? (values.get(key) as Value) : make(key);
    // A Map keeps the order of insertion: the first key is the one used longest ago.
    values.delete(key);
    values.set(key, value);
    const [oldest] = values.keys();
    if (values.size > limit && oldest !== undefined) values.delete(oldest);
    return value;
  };
}
