import { inTurn, pairOf, split, type Writing, type Written } from './written.ts';

/** What the text of a path or header parameter says of its value, before what is encoded in it is decoded. */
interface Form {
  text(raw: string, name: string): string;
  parts(raw: string, writing: Writing): readonly string[];
  /** Names of members with `=` before each text, where `explode` says so; else both in turn. */
  entries(raw: string, writing: Writing): readonly string[];
}

const simple: Form = {
  text: (raw) => raw,
  parts: (raw) => split(raw, ','),
  entries: (raw) => split(raw, ','),
};

/** With a dot before everything; a dot within a value comes before no name and `=`. */
const label: Form = {
  text: (raw) => after(raw, '.'),
  parts: (raw, { explode }) => split(after(raw, '.'), explode ? '.' : ','),
  entries: (raw, { explode }) => split(after(raw, '.'), explode ? /\.(?=[^.=]+=)/ : ','),
};

/** `;color=blue,black`, or each item with the name, or each member with its own. */
const matrix: Form = {
  text: (raw, name) => after(raw, `;${name}=`),
  parts: (raw, { name, explode }) => {
    if (!explode) return split(after(raw, `;${name}=`), ',');
    return split(after(raw, ';'), ';').map((part) => after(part, `${name}=`));
  },
  entries: (raw, { name, explode }) => (explode ? split(after(raw, ';'), ';') : split(after(raw, `;${name}=`), ',')),
};

const forms = { simple, label, matrix };

function after(raw: string, prefix: string): string {
  if (!raw.startsWith(prefix)) throw new RangeError(`must begin with ${prefix}`);
  return raw.slice(prefix.length);
}

/**
 * A parameter that is one text, in the style of RFC 6570 that it has. It is taken apart as it was sent, and its parts are
 * decoded: a comma that is part of a value came encoded.
 */
export function oneText(raw: string | undefined, writing: Writing, decode: (text: string) => string): Written {
  const form = forms[writing.style as keyof typeof forms];
  const { name, explode } = writing;
  if (raw === undefined) return { text: () => undefined, parts: () => undefined, entries: () => undefined };
  return {
    text: () => decode(form.text(raw, name)),
    parts: () => form.parts(raw, writing).map(decode),
    entries: () => {
      const texts = form.entries(raw, writing);
      return explode
        ? texts.map(pairOf).map(([member, text]) => [decode(member), decode(text)] as const)
        : inTurn(texts.map(decode));
    },
  };
}
