import type { Consumer } from '../contract/events/model.ts';
import type { MessageMetricDimension, MessageMetricName } from '../runtime/telemetry/message-metrics.ts';

/** The metric that says how old the messages are which a consumer still tries. */
export const ageMetricOf = ({ fair }: Pick<Consumer, 'fair'>): MessageMetricName => (fair ? 'UnforeseenAge' : 'Age');

type Dimensions = Readonly<Record<MessageMetricDimension, string>>;

export const consumerDimensions = (stage: string, consumer: string): Dimensions => ({
  Stage: stage,
  Consumer: consumer,
});
