/** One mistake in a configuration. */
export interface Finding {
  /** Where: `domain.hostedZone.id`. */
  readonly path: string;
  readonly received: unknown;
  readonly expected: string;
  readonly fix: string;
}

/** Reports what is wrong with a value; nothing when it is right. */
export type Shape = (value: unknown, path: string) => readonly Finding[];

interface Rule {
  readonly expected: string;
  readonly fix: string;
}

const when =
  (holds: (value: unknown) => boolean, rule: Rule): Shape =>
  (received, path) =>
    holds(received) ? [] : [{ path, received, ...rule }];

export const text = (pattern: RegExp, rule: Rule): Shape =>
  when((value) => typeof value === 'string' && pattern.test(value), rule);

export const oneOf = (values: readonly unknown[], fix: string): Shape =>
  when((value) => values.includes(value), { expected: `one of ${values.join(', ')}`, fix });

export const flag = (fix: string): Shape => oneOf([true, false], fix);

export const whole = (least: number, most: number, fix: string): Shape =>
  when((value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most, {
    expected: `a whole number from ${least} to ${most}`,
    fix,
  });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list =
  (of: Shape, rule: Rule): Shape =>
  (value, path) =>
    Array.isArray(value) && value.length > 0
      ? value.flatMap((item, index) => of(item, `${path}[${index}]`))
      : [{ path, received: value, ...rule }];

/** An object whose keys are names that the configuration chooses. */
export const record =
  (key: RegExp, of: Shape, rule: Rule): Shape =>
  (value, path) =>
    isObject(value)
      ? Object.entries(value).flatMap(([name, item]) => [
          ...(key.test(name) ? [] : [{ path: join(path, name), received: name, ...rule }]),
          ...of(item, join(path, name)),
        ])
      : [{ path, received: value, ...rule }];

/** An object with exactly these members; those in `optional` may be absent. */
export const object =
  (required: Readonly<Record<string, Shape>>, optional: Readonly<Record<string, Shape>> = {}): Shape =>
  (value, path) => {
    const members = { ...required, ...optional };
    const names = Object.keys(members).join(', ');
    const rule = { expected: `an object with ${names}`, fix: 'write it as a member of the stage' };
    if (!isObject(value)) return [{ path, received: value, ...rule }];
    const unknown = Object.keys(value).filter((name) => !Object.hasOwn(members, name));
    return [
      ...unknown.map((name) => ({ path: join(path, name), received: value[name], ...unknownMember(names) })),
      ...Object.entries(required).flatMap(([name, shape]) => shape(value[name], join(path, name))),
      ...Object.entries(optional).flatMap(([name, shape]) =>
        value[name] === undefined ? [] : shape(value[name], join(path, name)),
      ),
    ];
  };

const unknownMember = (names: string): Rule => ({ expected: `one of ${names}`, fix: 'remove it, or mend its name' });

const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`);
