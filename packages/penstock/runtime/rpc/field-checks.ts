/** Checks a message against the field rules of its file, as generated: each finding is told with its place. */
export type FieldChecks<Message> = (
  message: Message,
  /** Where the message is in the request, as a JSON Pointer: `#` of the request itself. */
  at: string,
  found: (pointer: string, detail: string) => void,
) => void;
