import type { Consumer } from '../contract/events/model.ts';
import type { MessageMetricName, messageMetrics } from '../runtime/telemetry/message-metrics.ts';

/** The namespace of what consumers report of each message; another one than functions write does not compile. */
export const consumerNamespace: (typeof messageMetrics)['namespace'] = 'Penstock';

/** The metric that says how old the messages are which a consumer still tries. */
export const ageMetricOf = ({ fair }: Pick<Consumer, 'fair'>): MessageMetricName => (fair ? 'UnforeseenAge' : 'Age');

type Dimensions = Readonly<Record<(typeof messageMetrics)['dimensions'][number], string>>;

export const consumerDimensions = (stage: string, consumer: string): Dimensions => ({
  Stage: stage,
  Consumer: consumer,
});
