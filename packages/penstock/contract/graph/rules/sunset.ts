import { show } from '../../json.ts';
import { isDate } from '../../rules/sunset.ts';
import { about, type GraphDraft, type GraphRule } from '../outline.ts';
import { type Retirable, retirables } from '../retirables.ts';

/** What is deprecated says until when it works, and nothing else does. */
export const sunset: GraphRule = function* (outline) {
  for (const one of retirables(outline)) yield* ofOne(one);
};

function* ofOne({ coordinate, deprecated, sunset: date, node }: Retirable): Iterable<GraphDraft> {
  const at = { coordinate, node };
  if (deprecated && date === undefined) {
    const message = 'expected @sunset on what is deprecated, received nothing';
    yield about('graph-sunset', at, message, 'Add @sunset(date: "YYYY-MM-DD"), the last day it works.');
  } else if (!deprecated && date !== undefined) {
    const message = 'expected @sunset on what is deprecated only';
    yield about('graph-sunset', at, message, 'Add @deprecated(reason: "..."), or remove @sunset.');
  }
  if (date !== undefined && !isDate(date)) {
    const message = `expected a date of the calendar as YYYY-MM-DD, received ${show(date)}`;
    yield about('graph-sunset', at, message, 'Write the last day it works, as in 2027-06-30.');
  }
}
