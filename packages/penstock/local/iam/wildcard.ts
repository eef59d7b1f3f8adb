/**
 * Whether a value matches an IAM pattern: `*` is any number of characters, `?` is one. In linear time for any number
 * of stars: on a mismatch only the last star has to take one character more.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matches(pattern: string, value: string): boolean {
  let p = 0;
  let v = 0;
  let star = -1;
  let afterStar = 0;
  while (v < value.length) {
    const expected = pattern[p];
    if (expected === '*') {
      star = p++;
      afterStar = v;
    } else if (expected === '?' || expected === value[v]) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++afterStar;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}
