import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { joiningErrors } from './joined-errors.ts';

export interface CompilerOptions {
  /** The bookkeeping for `unevaluated*`. */
  readonly unevaluated?: boolean;
  /** Whether a member is the value's own is asked of each: a property may be called `constructor`. */
  readonly ownProperties?: boolean;
  /** The code is shipped: it is optimized, which is more than half of the work, and nobody runs it here. */
  readonly shipped?: boolean;
}

/**
 * Keywords of a schema that stands where it is referred to; of more, it is a function. ajv asks by default only that it
 * refers to nothing: a thousand alternatives are a megabyte of code at each reference.
 */
const mostInlined = 100;

/**
 * The compiler of the validators that functions ship: JSON Schema 2020-12, every finding at once, and nothing refused
 * for its style: a keyword that is none is a finding of its own, and a format that nobody knows is an annotation.
 */
export function compiler({
  unevaluated = true,
  ownProperties = false,
  shipped = false,
}: CompilerOptions = {}): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: false,
    // A rule has: what the compiler would need for it takes longer to compile than most contracts.
    validateSchema: false,
    // `1e999` is a number of JSON, and infinite once read.
    strictNumbers: true,
    logger: false,
    ownProperties,
    loopEnum: 20,
    inlineRefs: mostInlined,
    // 0.07 / 0.01 is 7.000000000000001 in binary floating point.
    multipleOfPrecision: 9,
    code: shipped
      ? { source: true, esm: true, optimize: true, process: notRun }
      : { optimize: false, process: joiningErrors },
  });
  addFormats.default(ajv);
  // The bookkeeping is a sixth of the code; the constructor turns it on whatever the options say.
  ajv.opts.unevaluated = unevaluated;
  ajv.opts.dynamicRef = false;
  return ajv;
}

/** What the compiler parses and calls in place of a validator, whose source is all that is of use. */
const notRun = (): string => 'return () => true';
