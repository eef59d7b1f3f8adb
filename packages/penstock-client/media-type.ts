/** `application/json` and what ends in `+json`. */
export const isJson = (mediaType: string): boolean => /^[a-z]+\/([^;]+\+)?json\s*(;|$)/i.test(mediaType);

/** What people read and write, in UTF-8. */
export const isText = (mediaType: string): boolean =>
  /^(text\/|application\/([^;]+\+)?(xml|(x-)?yaml|csv|graphql|javascript|jsonl|sql|x-ndjson)\s*(;|$))/i.test(mediaType);
