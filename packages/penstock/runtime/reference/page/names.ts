/** A name that changes with what is in the file, which may be kept for ever: `page.<hash>.css`. */
const named = /\.[\w-]{22}\.(css|js)$/;

export const isImmutable = (name: string): boolean => named.test(name);

const text = (type: string): string => `text/${type}; charset=utf-8`;

const types: Readonly<Record<string, string>> = {
  binpb: 'application/octet-stream',
  css: text('css'),
  graphql: text('plain'),
  js: text('javascript'),
  json: 'application/json',
  proto: text('plain'),
  txt: text('plain'),
};

export const mediaTypeOf = (name: string): string => types[name.slice(name.lastIndexOf('.') + 1)] ?? '';
