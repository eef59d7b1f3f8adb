/**
 * The code of a validator, with the errors of what it refers to added to its own where ajv 8 copies both into one more list
 * (`vocabularies/core/ref`): of 20,000 items that are wrong, each costs a copy of all before it, which is 15 s.
 */
export function joiningErrors(code: string): string {
  let joins = 0;
  const joined = code.replaceAll(textOrCopy, (found, from: string | undefined) => {
    if (from === undefined) return found;
    joins += 1;
    return `joined(vErrors,${from})`;
  });
  return joins === 0 ? code : `${joined}${joining}`;
}

/** A text in quotes, which may hold anything, or a copy. */
const textOrCopy = /"(?:[^"\\]|\\.)*"|vErrors\.concat\(([\w$.]+)\)/g;

// A declaration is there before the code that it follows.
const joining = '\nfunction joined(all,more){for(const one of more)all.push(one);return all}';
