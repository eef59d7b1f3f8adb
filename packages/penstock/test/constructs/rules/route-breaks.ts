import type { Subject } from '../../../constructs/rules/rule.ts';
import { asArray, asObject } from '../../../contract/json.ts';
import { type Break, type Loose, member, propertiesOf, set } from './template.ts';

const archive = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Archive');
const rule = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Rule', 'capturePayment');
const variables = (name: string) => (subject: Subject) =>
  member(propertiesOf(subject, 'AWS::Lambda::Function', name), 'Environment', 'Variables');
/** Not redeliverWebhook. */
const deliver = 'FunctionsdeliverWebhook';

/** Takes a permission away from a function's role. */
const forbid =
  (name: string, action: string): Break[2] =>
  (subject) => {
    const document = member(propertiesOf(subject, 'AWS::IAM::Policy', name), 'PolicyDocument');
    document.Statement = asArray(document.Statement).filter((one) => asObject(one).Action !== action);
  };

const withPattern =
  (pattern: Loose): Break[2] =>
  (subject) => {
    rule(subject).EventPattern = pattern;
  };
const placed = { source: ['penstock.orders'], 'detail-type': ['orders.order.placed.v1'] };

/** The last part of a URL that is joined of several, in one region. */
function renameQueue(of: Loose, variable: string, name: string): void {
  const parts = asArray(asArray(asObject(of[variable])['Fn::Join'])[1]) as unknown[];
  parts.splice(-1, 1, name);
}

/** How an event is lost that was accepted, or a message that was asked for. */
export const routeBreaks: readonly Break[] = [
  [
    'event-routes',
    'the publisher has another source than the rules',
    (s) => set(variables('relayEvents'), { EVENT_SOURCE: 'penstock.order' })(s),
    'received functions that publish as ["penstock.order"], expected one as "penstock.orders" for orders.order.placed.v1, which goes to capturePayment, fanOutWebhooks',
    'Bus',
  ],
  [
    'event-routes',
    'nobody takes what a function publishes',
    (s) => set(variables('relayEvents'), { EVENT_SOURCE: 'penstock.order' })(s),
    'received "penstock.order", expected a source that a consumer takes, or the archive: penstock.orders',
    'relayEvents',
  ],
  [
    'event-routes',
    'no function may publish',
    forbid('relayEvents', 'events:PutEvents'),
    'received functions that publish as [], expected one as "penstock.orders"',
  ],
  [
    'event-routes',
    'a rule takes another source than the publisher has',
    withPattern({ ...placed, source: ['penstock.order'] }),
    'received no rule that brings payments source "penstock.orders" and type orders.order.placed.v1',
    'capturePayment',
  ],
  [
    'event-routes',
    'a rule takes another type than its consumer',
    withPattern({ ...placed, 'detail-type': ['orders.order.placed.v2'] }),
    'received no rule that brings payments source "penstock.orders" and type orders.order.placed.v1',
  ],
  [
    'event-routes',
    'a rule asks for more than the event has',
    withPattern({ ...placed, detail: { order: { currency: ['EUR'] } } }),
    'received no rule that brings payments source "penstock.orders" and type orders.order.placed.v1',
  ],
  [
    'event-routes',
    'a rule has a pattern that nobody understands',
    withPattern({ ...placed, source: [{ startsWith: 'penstock.' }] }),
    'received no rule that brings payments source "penstock.orders" and type orders.order.placed.v1',
  ],
  [
    'event-routes',
    'a rule is switched off',
    set(rule, { State: 'DISABLED' }),
    'received no rule that brings payments source "penstock.orders"',
    'Bus',
  ],
  [
    'event-routes',
    'a rule is on another bus',
    set(rule, { EventBusName: 'default' }),
    'received no rule that brings payments source "penstock.orders"',
    'Bus',
  ],
  [
    'event-routes',
    'a queue gets what its consumer does not take',
    withPattern({ ...placed, 'detail-type': [{ prefix: 'orders.order.pa' }, 'orders.order.placed.v1'] }),
    'received a rule that brings payments source "penstock.orders" and type orders.order.paid.v1, which capturePayment does not take',
    'capturePayment',
  ],
  [
    'event-routes',
    'the archive takes another source than the publisher has',
    set(archive, { EventPattern: { source: ['penstock.order'] } }),
    'received no archive of orders.order.placed.v1',
    'Archive',
  ],
  [
    'event-routes',
    'the archive is of another bus',
    set(archive, { SourceArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/default' }),
    'received no archive of orders.order.placed.v1',
    'Bus',
  ],
  [
    'message-senders',
    'a function sends to a queue that is not there',
    (s) => renameQueue(variables(deliver)(s), 'RETRY_WEBHOOK_QUEUE_URL', '/penstock-prod-webhook-retries'),
    'received a URL of "penstock-prod-webhook-retries", expected that of a queue in eu-central-1',
    deliver,
  ],
  [
    'message-senders',
    'a function may not send where it is told to',
    forbid(deliver, 'sqs:SendMessage'),
    'received a URL of "penstock-prod-webhook-retry" and no sqs:SendMessage to it',
    deliver,
  ],
  [
    'message-senders',
    'no function sends what a consumer takes',
    (s) => delete variables(deliver)(s).RETRY_WEBHOOK_QUEUE_URL,
    'received no function that sends to it, expected one: retryWebhook takes webhooks.delivery.requested.v1',
    'webhookretry',
  ],
];
