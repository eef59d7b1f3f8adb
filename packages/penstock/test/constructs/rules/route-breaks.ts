import type { Subject } from '../../../constructs/rules/rule.ts';
import { asArray, asObject } from '../../../contract/json.ts';
import { type Break, type Loose, member, propertiesOf, set } from './template.ts';

const archive = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Archive');
const rule = (subject: Subject) => propertiesOf(subject, 'AWS::Events::Rule', 'printLabel');
const variables = (name: string) => (subject: Subject) =>
  member(propertiesOf(subject, 'AWS::Lambda::Function', name), 'Environment', 'Variables');
const deliver = 'FunctionssendNotice';

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
const registered = { source: ['penstock.parcels'], 'detail-type': ['parcels.parcel.registered.v1'] };

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
    (s) => set(variables('relayParcels'), { EVENT_SOURCE: 'penstock.parcel' })(s),
    'received functions that publish as ["penstock.parcel"], expected one as "penstock.parcels" for parcels.parcel.registered.v1, which goes to printLabel, announceParcels',
    'Bus',
  ],
  [
    'event-routes',
    'nobody takes what a function publishes',
    (s) => set(variables('relayParcels'), { EVENT_SOURCE: 'penstock.parcel' })(s),
    'received "penstock.parcel", expected a source that a consumer takes, or the archive: penstock.parcels',
    'relayParcels',
  ],
  [
    'event-routes',
    'no function may publish',
    forbid('relayParcels', 'events:PutEvents'),
    'received functions that publish as [], expected one as "penstock.parcels"',
  ],
  [
    'event-routes',
    'a rule takes another source than the publisher has',
    withPattern({ ...registered, source: ['penstock.parcel'] }),
    'received no rule that brings labels source "penstock.parcels" and type parcels.parcel.registered.v1',
    'printLabel',
  ],
  [
    'event-routes',
    'a rule takes another type than its consumer',
    withPattern({ ...registered, 'detail-type': ['parcels.parcel.registered.v2'] }),
    'received no rule that brings labels source "penstock.parcels" and type parcels.parcel.registered.v1',
  ],
  [
    'event-routes',
    'a rule asks for more than the event has',
    withPattern({ ...registered, detail: { parcel: { currency: ['EUR'] } } }),
    'received no rule that brings labels source "penstock.parcels" and type parcels.parcel.registered.v1',
  ],
  [
    'event-routes',
    'a rule has a pattern that nobody understands',
    withPattern({ ...registered, source: [{ startsWith: 'penstock.' }] }),
    'received no rule that brings labels source "penstock.parcels" and type parcels.parcel.registered.v1',
  ],
  [
    'event-routes',
    'a rule is switched off',
    set(rule, { State: 'DISABLED' }),
    'received no rule that brings labels source "penstock.parcels"',
    'Bus',
  ],
  [
    'event-routes',
    'a rule is on another bus',
    set(rule, { EventBusName: 'default' }),
    'received no rule that brings labels source "penstock.parcels"',
    'Bus',
  ],
  [
    'event-routes',
    'a queue gets what its consumer does not take',
    withPattern({
      ...registered,
      'detail-type': [{ prefix: 'parcels.parcel.labelled' }, 'parcels.parcel.registered.v1'],
    }),
    'received a rule that brings labels source "penstock.parcels" and type parcels.parcel.labelled.v1, which printLabel does not take',
    'printLabel',
  ],
  [
    'event-routes',
    'the archive takes another source than the publisher has',
    set(archive, { EventPattern: { source: ['penstock.parcel'] } }),
    'received no archive of parcels.parcel.registered.v1',
    'Archive',
  ],
  [
    'event-routes',
    'the archive is of another bus',
    set(archive, { SourceArn: 'arn:aws:events:eu-west-1:123456789012:event-bus/default' }),
    'received no archive of parcels.parcel.registered.v1',
    'Bus',
  ],
  [
    'message-senders',
    'a function sends to a queue that is not there',
    (s) => renameQueue(variables(deliver)(s), 'RETRY_NOTICE_QUEUE_URL', '/parcels-prod-notice-retries'),
    'received a URL of "parcels-prod-notice-retries", expected that of a queue in eu-central-1',
    deliver,
  ],
  [
    'message-senders',
    'a function may not send where it is told to',
    forbid(deliver, 'sqs:SendMessage'),
    'received a URL of "parcels-prod-notice-retry" and no sqs:SendMessage to it',
    deliver,
  ],
  [
    'message-senders',
    'no function sends what a consumer takes',
    (s) => delete variables(deliver)(s).RETRY_NOTICE_QUEUE_URL,
    'received no function that sends to it, expected one: retryNotice takes notices.notice.requested.v1',
    'noticeretry',
  ],
];
