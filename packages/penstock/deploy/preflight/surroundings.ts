import { deployedRegions } from '../../constructs/stacks/edge-names.ts';
import { partitionOf } from '../cloud.ts';
import { type Check, finding, inRegions } from './check.ts';

/** Somebody hears the alarms: CloudWatch takes a topic that is not there, and says nothing. */
export const alarmTopicCheck: Check = {
  id: 'alarm-topic',
  find: (subject) =>
    inRegions(
      subject,
      async (region) => {
        const { alarmTopic } = subject.stage;
        if (alarmTopic === undefined) return [];
        const arn = `arn:${partitionOf(region)}:sns:${region}:${subject.account}:${alarmTopic}`;
        if ((await subject.cloud.in(region).resource('AWS::SNS::Topic', arn)) !== undefined) return [];
        const fix = `aws sns create-topic --region ${region} --name ${alarmTopic}`;
        return [finding(`alarmTopic of stage ${subject.stage.name}, in ${region}`, 'no topic', arn, fix)];
      },
      deployedRegions(subject.stage),
    ),
};

/** The domain's records have a zone, and it is the zone of that name. */
export const hostedZoneCheck: Check = {
  id: 'hosted-zone',
  find: async ({ stage, cloud }) => {
    if (stage.domain === undefined) return [];
    const { id, name } = stage.domain.hostedZone;
    const zone = await cloud.in(stage.regions[0] ?? '').resource('AWS::Route53::HostedZone', id);
    const received = zone === undefined ? 'no hosted zone' : String(zone.Name).replace(/\.$/, '');
    if (received === name) return [];
    const fix = `aws route53 list-hosted-zones-by-name --dns-name ${name}; then write its id in lib/stages.ts`;
    return [finding(`Hosted zone ${id} of stage ${stage.name}`, received, name, fix)];
  },
};
