import type { Provisioner } from '../../provisioning/provisioner.ts';
import type { Stack } from '../../provisioning/stack.ts';
import type { Form } from '../form.ts';
import type { QueryError, XmlValue } from '../xml.ts';
import { invalid } from './template.ts';

/** One operation of CloudFormation. @throws QueryError for what it refuses */
export type Operation = (form: Form, provisioner: Provisioner) => XmlValue;

export type Operations = Readonly<Record<string, Operation>>;

/** The stack that a request names. @throws QueryError where there is none */
export function stackOf(form: Form, provisioner: Provisioner): Stack {
  const name = form.text('StackName') ?? '';
  const found = provisioner.find(name);
  if (found === undefined) throw noStack(name);
  return found;
}

export const noStack = (name: string): QueryError => invalid(`Stack with id ${name} does not exist`);
