import { stagePrefix } from '../../cli/app-name.ts';
import { usageKeyPrefix } from '../../contract/tenant-keys.ts';
import { kebabCase } from '../context/variable-names.ts';
import type { AppStage } from '../stage/app-stage.ts';

/** Names that more than one stack, or a person, has to know. They hold no region: ARNs do. */
export const namesOf = ({ app, name }: Pick<AppStage, 'app' | 'name'>) => {
  const prefix = stagePrefix(app, name);
  return {
    api: prefix,
    dataStack: `${prefix}-data`,
    eventsStack: (region: string) => `${prefix}-events-${region}`,
    /** Of what deploys it; it is deployed by itself. */
    pipelineStack: `${prefix}-pipeline`,
    apiStack: (region: string) => `${prefix}-api-${region}`,
    /** Of functions that the API's stack has no room for. */
    functionsStack: (group: string, region: string) => `${prefix}-${kebabCase(group)}-functions-${region}`,
    /** Of what serves gRPC inside a network. */
    grpcStack: (region: string) => `${prefix}-grpc-${region}`,
    /** Of what chooses among the regions of the stage; in us-east-1. */
    edgeStack: `${prefix}-edge`,
    function: (functionName: string) => `${prefix}-${functionName}`,
    /** Of the cluster, its tasks, their log and what is named after them. */
    grpc: `${prefix}-grpc`,
    table: (table: string) => `${prefix}-${kebabCase(table)}`,
    /** An SSM parameter in every region: the stream of the replica that is there. */
    stream: (table: string) => `/${app}/${name}/${kebabCase(table)}-stream`,
    bus: prefix,
    queue: (queue: string) => `${prefix}-${queue}`,
    secret: (provider: string) => `${prefix}-${kebabCase(provider)}`,
    usageKeyPrefix: usageKeyPrefix({ app, name }),
    metricNamespace: titleOf(app),
  };
};

/** `RoomBookings` of `room-bookings`; two names have two titles, since a hyphen before a digit stays. */
export const titleOf = (app: string): string =>
  app.replace(/(^|-)([a-z])/g, (_all, _hyphen, letter: string) => letter.toUpperCase());
