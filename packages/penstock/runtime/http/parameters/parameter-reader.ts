import type { ParameterContract, ParameterReader, ParameterValue, SentParameters } from '../../operation-contract.ts';
import { Problem } from '../../problem/problem.ts';
import { headerValue } from '../headers.ts';
import { cookieTexts } from './cookies.ts';
import type { NamedTexts } from './named-texts.ts';
import { notOfOperation, type ParameterFinding, queryTexts, readElsewhere, throwFindings } from './no-parameters.ts';
import { type PathText, pathText } from './path-texts.ts';
import type { Reading } from './plain-value.ts';

/** How the parameters of a place are written. */
export interface ParameterForms {
  readonly path: (contract: ParameterContract, text: PathText) => Reading;
  readonly header: (contract: ParameterContract, text: string | undefined) => Reading;
  /** Of a query or of cookies: what each of the contracts reads, and the names that none of them takes. */
  readonly named: (contracts: readonly ParameterContract[], texts: NamedTexts) => NamedReadings;
}

export interface NamedReadings {
  readonly readings: ReadonlyMap<ParameterContract, Reading>;
  readonly left: readonly string[];
}

type Values = Record<string, ParameterValue>;

/**
 * Reads path, query, header and cookie parameters by the contract and reports every mistake at once.
 * A path parameter that breaks the contract names nothing that could exist: 404.
 */
export const parameterReader =
  (forms: ParameterForms): ParameterReader =>
  (contract, event) => {
    const of = (place: ParameterContract['in']) => contract.parameters.filter((parameter) => parameter.in === place);
    const path = readPath(forms, of('path'), contract.path, event);
    const errors: ParameterFinding[] = [];
    const inQuery = forms.named(of('query'), queryTexts(event));
    const query = taken(inQuery.readings, errors);
    errors.push(...inQuery.left.map(notOfOperation));
    const own = of('header').filter(({ name }) => !readElsewhere.has(name.toLowerCase()));
    const inHeaders = new Map(own.map((header) => [header, forms.header(header, headerValue(event, header.name))]));
    const headers = taken(inHeaders, errors);
    // Cookies that the contract does not name are of other applications of the site.
    const cookies = taken(forms.named(of('cookie'), cookieTexts(event)).readings, errors);
    throwFindings(errors);
    return { path, query, headers, cookies };
  };

function readPath(
  forms: ParameterForms,
  contracts: readonly ParameterContract[],
  template: string,
  event: SentParameters,
): Values {
  const read: Values = {};
  for (const contract of contracts) {
    const { name } = contract;
    const reading = forms.path(contract, pathText(event.path, template, name, event.pathParameters?.[name] ?? ''));
    if (reading === undefined || !('value' in reading)) throw new Problem('not-found', 'There is nothing here.');
    read[name] = reading.value;
  }
  return read;
}

function taken(readings: NamedReadings['readings'], errors: ParameterFinding[]): Values {
  const values: Values = {};
  for (const [{ name }, reading] of readings) {
    if (reading === undefined) continue;
    if ('value' in reading) values[name] = reading.value;
    else errors.push({ parameter: name, detail: reading.detail });
  }
  return values;
}
