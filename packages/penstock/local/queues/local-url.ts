/** `https://sqs.REGION.amazonaws.com/ACCOUNT/NAME` */
const ofAws = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com(\/\d{12}\/[\w.-]+)$/;

/**
 * The URL of a queue at the local endpoint, where it is the URL of one in AWS: SDKs send to the host of a queue's URL,
 * whatever endpoint they are given.
 *
 * @param region of the endpoint; URLs of others stay as they are
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-client-sqs/Interface/SQSClientConfig/
 */
export function localQueueUrl(value: string, endpoint: string, region: string): string {
  const [, ofRegion, path] = ofAws.exec(value) ?? [];
  return path === undefined || ofRegion !== region ? value : `${endpoint}${path}`;
}
