import type { Provisioner } from '../../provisioning/provisioner.ts';
import type { Stack, StackInput } from '../../provisioning/stack.ts';
import { isDeployable, isUnderWay } from '../../provisioning/status.ts';
import type { Wanted } from '../../provisioning/world.ts';
import type { AssetStore } from '../asset-store.ts';
import type { Form } from '../form.ts';
import { QueryError } from '../xml.ts';
import { type ChangeSet, createChangeSet, deployChangeSet } from './change-sets.ts';
import { readImports } from './imports.ts';
import { noStack, type Operations, stackOf } from './operation.ts';
import { invalid, templateOf } from './template.ts';
import { changeSetView, summaryView } from './views.ts';

interface Parts {
  readonly store: AssetStore;
  readonly failed: (error: unknown) => void;
}

/** The operations that change stacks. Those that take a while are answered at once; events tell how it goes on. */
export function createDeployments({ store, failed }: Parts): Operations {
  const changeSets = new Map<string, ChangeSet>();
  const wantedOf = (stack: Stack, input: StackInput): Wanted => ({ stack, input });
  const start = (work: Promise<void>) => void work.catch(failed);
  const find = (form: Form, provisioner: Provisioner): ChangeSet => {
    const name = form.text('ChangeSetName') ?? '';
    const stack = form.text('StackName');
    const stackId = stack === undefined ? undefined : provisioner.find(stack)?.id;
    const found = [...changeSets.values()].findLast(
      (one) => one.id === name || (one.name === name && one.stack.id === stackId),
    );
    if (found === undefined) throw new QueryError('ChangeSetNotFound', `ChangeSet [${name}] does not exist`);
    return found;
  };
  const deployNow = (form: Form, provisioner: Provisioner, stack: Stack) => {
    const input = inputOf(form, stack, store);
    const isRollbackDisabled = form.flag('DisableRollback') || form.text('OnFailure') === 'DO_NOTHING';
    const wanted = wantedOf(stack, input);
    const wish = { name: 'direct', stack, input, description: undefined, adopts: false, revertsDrift: false };
    if (createChangeSet(provisioner, wish, wanted).status === 'FAILED')
      throw invalid('No updates are to be performed.');
    start(provisioner.deploy(wanted, { token: form.text('ClientRequestToken'), isRollbackDisabled }));
    return { StackId: stack.id };
  };
  return {
    CreateStack: (form, provisioner) => {
      const name = form.text('StackName') ?? '';
      if (provisioner.find(name) !== undefined) {
        throw new QueryError('AlreadyExistsException', `Stack [${name}] already exists`);
      }
      const stack = provisioner.open(name);
      stack.isProtected = form.flag('EnableTerminationProtection');
      return deployNow(form, provisioner, stack);
    },
    UpdateStack: (form, provisioner) => {
      const stack = stackOf(form, provisioner);
      throwUnlessDeployable(stack);
      return deployNow(form, provisioner, stack);
    },
    CreateChangeSet: (form, provisioner) => {
      const name = form.text('StackName') ?? '';
      const known = provisioner.find(name);
      const type = form.text('ChangeSetType');
      const isFirst = type === 'CREATE';
      if (known === undefined && !isFirst && type !== 'IMPORT') throw noStack(name);
      if (known !== undefined && isFirst && known.status !== 'REVIEW_IN_PROGRESS') {
        throw invalid(
          `Stack [${name}] already exists and cannot be created again with the changeSet [${form.text('ChangeSetName')}].`,
        );
      }
      if (known !== undefined) throwUnlessDeployable(known);
      const parsed = templateOf(form, store);
      const stack = provisioner.open(name);
      const input = inputOf(form, stack, store, parsed);
      const wish = {
        name: form.text('ChangeSetName') ?? '',
        stack,
        input,
        description: form.text('Description'),
        adopts: form.flag('ImportExistingResources'),
        wantedImports: type === 'IMPORT' ? readImports(form) : undefined,
        revertsDrift: form.text('DeploymentMode') === 'REVERT_DRIFT',
      };
      const changeSet = createChangeSet(provisioner, wish, wantedOf(stack, input));
      changeSets.set(changeSet.id, changeSet);
      return { Id: changeSet.id, StackId: stack.id };
    },
    GetTemplateSummary: (form, provisioner) => {
      const stack = form.text('StackName') === undefined ? undefined : stackOf(form, provisioner);
      return summaryView(stack?.state.template ?? templateOf(form, store).template);
    },
    DescribeChangeSet: (form, provisioner) => changeSetView(find(form, provisioner)),
    ListChangeSets: (form, provisioner) => {
      const { id } = stackOf(form, provisioner);
      return { Summaries: [...changeSets.values()].filter(({ stack }) => stack.id === id).map(changeSetView) };
    },
    ExecuteChangeSet: (form, provisioner) => {
      const changeSet = find(form, provisioner);
      if (changeSet.status === 'FAILED' || changeSet.isExecuted) {
        throw new QueryError('InvalidChangeSetStatus', `ChangeSet [${changeSet.id}] cannot be executed.`);
      }
      throwUnlessDeployable(changeSet.stack);
      const isRollbackDisabled = form.flag('DisableRollback');
      const options = { token: form.text('ClientRequestToken'), isRollbackDisabled };
      start(deployChangeSet(provisioner, changeSet, wantedOf(changeSet.stack, changeSet.input), options));
      return {};
    },
    DeleteChangeSet: (form, provisioner) => {
      const name = form.text('ChangeSetName') ?? '';
      const stackId = provisioner.find(form.text('StackName') ?? '')?.id;
      for (const { id, name: other, stack } of [...changeSets.values()]) {
        if (id === name || (other === name && stack.id === stackId)) changeSets.delete(id);
      }
      return {};
    },
    DeleteStack: (form, provisioner) => {
      const stack = provisioner.find(form.text('StackName') ?? '');
      if (stack === undefined || stack.status === 'DELETE_COMPLETE') return {};
      if (stack.isProtected) {
        throw invalid(`Stack [${stack.name}] cannot be deleted while TerminationProtection is enabled`);
      }
      const token = form.text('ClientRequestToken');
      start(provisioner.delete(stack, { token, retained: form.texts('RetainResources') }));
      return {};
    },
    UpdateTerminationProtection: (form, provisioner) => {
      const stack = stackOf(form, provisioner);
      stack.isProtected = form.flag('EnableTerminationProtection');
      return { StackId: stack.id };
    },
    RollbackStack: (form, provisioner) => {
      const stack = stackOf(form, provisioner);
      if (stack.status !== 'CREATE_FAILED' && stack.status !== 'UPDATE_FAILED') {
        throw invalid(`Stack ${stack.name} is in ${stack.status} state and can not be rolled back.`);
      }
      start(provisioner.rollBack(stack, { token: form.text('ClientRequestToken') }));
      return { StackId: stack.id };
    },
    ContinueUpdateRollback: (form, provisioner) => {
      const stack = stackOf(form, provisioner);
      if (stack.status !== 'UPDATE_ROLLBACK_FAILED') {
        throw invalid(`Stack ${stack.name} is in ${stack.status} state and can not continue to roll back.`);
      }
      start(provisioner.rollBack(stack, { token: form.text('ClientRequestToken') }));
      return {};
    },
  };
}

function throwUnlessDeployable({ id, status }: Stack): void {
  if (isDeployable(status)) return;
  const why = isUnderWay(status) ? `is in ${status} state` : `is in ${status} state`;
  throw invalid(`Stack:${id} ${why} and can not be updated.`);
}

function inputOf(form: Form, stack: Stack, store: AssetStore, parsed = previousOr(form, stack, store)): StackInput {
  const parameters = form.structures('Parameters').flatMap(({ ParameterKey, ParameterValue, UsePreviousValue }) => {
    const name = String(ParameterKey);
    const value = UsePreviousValue === 'true' ? stack.state.parameters[name] : ParameterValue;
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  const tags = form.structures('Tags').map(({ Key, Value }) => [String(Key), String(Value ?? '')] as const);
  return { ...parsed, parameters: Object.fromEntries(parameters), tags: Object.fromEntries(tags) };
}

function previousOr(form: Form, { state }: Stack, store: AssetStore) {
  return form.flag('UsePreviousTemplate') ? { body: state.body, template: state.template } : templateOf(form, store);
}
