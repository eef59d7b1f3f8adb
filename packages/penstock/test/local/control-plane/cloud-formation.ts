import { createAssetStore } from '../../../local/control-plane/asset-store.ts';
import { createCloudFormationService } from '../../../local/control-plane/cloudformation/service.ts';
import { mayEverything } from '../../../local/control-plane/service.ts';
import { eventually } from '../fixtures/eventually.ts';
import { testRegion } from '../provisioning/region.ts';

export type Fields = Readonly<Record<string, string>>;

/** CloudFormation over a region of names: `call` sends a request and gives back the XML. */
export function cloudFormation() {
  const region = testRegion();
  const store = createAssetStore();
  const failures: unknown[] = [];
  const service = createCloudFormationService({
    account: '000000000000',
    store,
    provisioners: new Map([['eu-west-1', region.provisioner]]),
    failed: (error) => failures.push(error),
  });
  const call = async (Action: string, fields: Fields = {}, of = 'eu-west-1') => {
    const body = Buffer.from(new URLSearchParams({ Action, ...fields }).toString());
    const request = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {}, body, region: of };
    return (await service.answer(request, mayEverything)).body.toString('utf8');
  };
  const settled = (name = 's') =>
    eventually(
      () =>
        call('DescribeStacks', { StackName: region.provisioner.find(name)?.id ?? '' }).then((xml) =>
          textOf(xml, 'StackStatus'),
        ),
      (status) => !status.endsWith('IN_PROGRESS') || status === 'REVIEW_IN_PROGRESS',
    );
  const changeSet = (template: object, fields: Fields = {}) =>
    call('CreateChangeSet', { StackName: 's', ChangeSetName: 'c', TemplateBody: JSON.stringify(template), ...fields });
  const execute = async (fields: Fields = {}) => {
    await call('ExecuteChangeSet', { StackName: 's', ChangeSetName: 'c', ...fields });
    return settled();
  };
  const create = async (template: object, fields: Fields = {}) => {
    await changeSet(template, { ChangeSetType: 'CREATE', ...fields });
    return execute();
  };
  return { ...region, store, failures, call, settled, changeSet, execute, create };
}

export const textOf = (xml: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? '';
