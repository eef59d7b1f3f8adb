/** Where an item stands in lists: by creation, then by id. */
export const listPosition = ({ createdAt, id }: { readonly createdAt: string; readonly id: string }): string =>
  `${createdAt}#${id}`;

/** The id of the item at a position. */
export const idAt = (position: string): string => position.slice(position.indexOf('#') + 1);

/** Whether a text is a position of items whose ids begin so: a part that is empty or missing is no key. */
export function isListPosition(prefix: string): (text: string) => boolean {
  const position = new RegExp(`^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z#${prefix}[0-9a-z]{26}$`);
  return (text) => position.test(text);
}
