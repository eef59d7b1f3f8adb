import { driftOf, driftView } from './drift.ts';
import type { Operations } from './operation.ts';
import { stackOf } from './operation.ts';
import { invalid } from './template.ts';
import { eventView, resourceView, stackView } from './views.ts';

/** The operations that look at stacks. Lists come whole: a stack has a page of everything. */
export const reads: Operations = {
  DescribeStacks: (form, provisioner) => {
    const isOne = form.text('StackName') !== undefined;
    const stacks = isOne
      ? [stackOf(form, provisioner)]
      : provisioner.stacks.filter(({ status }) => status !== 'DELETE_COMPLETE');
    return { Stacks: stacks.map(stackView) };
  },
  ListStacks: (form, provisioner) => {
    const wanted = form.texts('StackStatusFilter');
    const found = provisioner.stacks.filter(({ status }) => wanted.length === 0 || wanted.includes(status));
    return { StackSummaries: found.map(stackView) };
  },
  GetTemplate: (form, provisioner) => ({
    TemplateBody: stackOf(form, provisioner).state.body,
    StagesAvailable: ['Original', 'Processed'],
  }),
  DescribeStackEvents: (form, provisioner) => {
    const stack = stackOf(form, provisioner);
    return { StackEvents: stack.events.toReversed().map((event) => eventView(stack, event)) };
  },
  ListStackResources: (form, provisioner) => {
    const stack = stackOf(form, provisioner);
    const resources = [...stack.state.resources.values()];
    return { StackResourceSummaries: resources.map((resource) => resourceView(stack, resource)) };
  },
  DescribeStackResources: (form, provisioner) => {
    const stack = stackOf(form, provisioner);
    const logicalId = form.text('LogicalResourceId');
    const resources = [...stack.state.resources.values()].filter(
      (resource) => logicalId === undefined || resource.logicalId === logicalId,
    );
    return { StackResources: resources.map((resource) => resourceView(stack, resource)) };
  },
  DescribeStackResource: (form, provisioner) => {
    const stack = stackOf(form, provisioner);
    const logicalId = form.text('LogicalResourceId') ?? '';
    const resource = stack.state.resources.get(logicalId);
    if (resource === undefined) throw invalid(`Resource ${logicalId} does not exist for stack ${stack.name}`);
    return { StackResourceDetail: resourceView(stack, resource) };
  },
  ListExports: (_, provisioner) => ({
    Exports: provisioner.stacks.flatMap(({ id, state }) =>
      state.outputs.flatMap(({ exportName, value }) =>
        exportName === undefined ? [] : [{ ExportingStackId: id, Name: exportName, Value: value }],
      ),
    ),
  }),
  ListImports: (form, { stacks }) => {
    const name = form.text('ExportName') ?? '';
    return { Imports: stacks.filter(({ state }) => state.imports.includes(name)).map((stack) => stack.name) };
  },
  // What drifted is known at once, so the detection is over when it begins: its id is the stack's.
  DetectStackDrift: (form, provisioner) => ({ StackDriftDetectionId: stackOf(form, provisioner).id }),
  DescribeStackDriftDetectionStatus: (form, provisioner) => {
    const id = form.text('StackDriftDetectionId') ?? '';
    const stack = provisioner.find(id);
    if (stack === undefined) throw invalid(`There is no drift detection ${id}`);
    const count = driftOf(stack).length;
    return {
      StackId: id,
      StackDriftDetectionId: id,
      StackDriftStatus: count === 0 ? 'IN_SYNC' : 'DRIFTED',
      DetectionStatus: 'DETECTION_COMPLETE',
      DriftedStackResourceCount: count,
      Timestamp: new Date().toISOString(),
    };
  },
  DescribeStackResourceDrifts: (form, provisioner) => {
    const stack = stackOf(form, provisioner);
    const wanted = form.texts('StackResourceDriftStatusFilters');
    const isDrifted = driftOf(stack);
    const resources = [...stack.state.resources.values()].filter((resource) => {
      const status = isDrifted.includes(resource) ? 'MODIFIED' : 'IN_SYNC';
      return wanted.length === 0 || wanted.includes(status);
    });
    return { StackResourceDrifts: resources.map((resource) => driftView(stack, resource)) };
  },
};
