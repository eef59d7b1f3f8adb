// The stream of a table's replica in another region, as CloudFormation's custom resource `Custom::ReplicaStream`: it is found, or
// turned on, and its ARN is written into a parameter of that region. JavaScript, because it is deployed as it is here; the SDK
// is that of the Lambda runtime.
const viewType = 'NEW_AND_OLD_IMAGES';

/** @param {{ table: string, region: string, dynamodb: { describe(): Promise<any>, enable(viewType: string): Promise<void> }, pause(): Promise<void>, attempts: number }} replica */
async function streamOf({ table, region, dynamodb, pause, attempts }) {
  const where = `The replica of table ${table} in ${region}`;
  let asked = false;
  for (let attempt = 0; attempt < attempts; attempt++) {
    if (attempt > 0) await pause();
    const { TableStatus, StreamSpecification: stream = {}, LatestStreamArn } = await dynamodb.describe();
    if (TableStatus !== 'ACTIVE') continue;
    if (stream.StreamEnabled === true && stream.StreamViewType !== viewType) {
      throw new Error(
        `${where} has a stream of ${stream.StreamViewType}, expected ${viewType}. Disable that stream, then deploy again.`,
      );
    }
    if (stream.StreamEnabled === true && /^arn:/.test(LatestStreamArn ?? '')) return LatestStreamArn;
    if (stream.StreamEnabled !== true && !asked) {
      asked = true;
      await dynamodb.enable(viewType);
    }
  }
  throw new Error(
    `${where} tells no stream: received None, expected an ARN. See the table in the console, then deploy again.`,
  );
}

/** Answers a request of CloudFormation; what it throws is the reason that CloudFormation shows. */
async function replicaStream({ RequestType, PhysicalResourceId, ResourceProperties }, clients) {
  const { TableName: table, Region: region, ParameterName: parameter } = ResourceProperties;
  const { dynamodb, parameters, pause, attempts } = clients({ table, region, parameter });
  const id = `${region}:${parameter}`;
  if (RequestType !== 'Delete') {
    await parameters.put(await streamOf({ table, region, dynamodb, pause, attempts }));
    return id;
  }
  // A resource that could not be made has an id that CloudFormation made up, and nothing to delete.
  if (PhysicalResourceId === id) await parameters.delete();
  return PhysicalResourceId;
}

/** The clients of a region: those of the runtime's SDK. */
function inAws({ table, region, parameter }) {
  const { DynamoDBClient, DescribeTableCommand, UpdateTableCommand } = require('@aws-sdk/client-dynamodb');
  const { SSMClient, PutParameterCommand, DeleteParameterCommand } = require('@aws-sdk/client-ssm');
  const dynamodb = new DynamoDBClient({ region });
  const ssm = new SSMClient({ region });
  return {
    dynamodb: {
      describe: async () => (await dynamodb.send(new DescribeTableCommand({ TableName: table }))).Table,
      enable: async (StreamViewType) => {
        const StreamSpecification = { StreamEnabled: true, StreamViewType };
        await dynamodb.send(new UpdateTableCommand({ TableName: table, StreamSpecification }));
      },
    },
    parameters: {
      put: async (Value) => {
        await ssm.send(new PutParameterCommand({ Name: parameter, Value, Type: 'String', Overwrite: true }));
      },
      delete: async () => {
        await ssm.send(new DeleteParameterCommand({ Name: parameter })).catch((error) => {
          if (error.name !== 'ParameterNotFound') throw error;
        });
      },
    },
    pause: () => new Promise((resolve) => setTimeout(resolve, 5_000)),
    attempts: 100,
  };
}

/** @see https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
async function answer(event, clients, send) {
  const { ResponseURL, StackId, RequestId, LogicalResourceId } = event;
  const base = { StackId, RequestId, LogicalResourceId };
  let body;
  try {
    body = { ...base, Status: 'SUCCESS', PhysicalResourceId: await replicaStream(event, clients) };
  } catch (error) {
    const PhysicalResourceId = event.PhysicalResourceId ?? `none:${RequestId}`;
    body = { ...base, Status: 'FAILED', PhysicalResourceId, Reason: `${error.name}: ${error.message}` };
  }
  const { ok, status } = await send(ResponseURL, { method: 'PUT', body: JSON.stringify(body) });
  if (!ok) throw new Error(`CloudFormation took no answer: ${status}`);
}

module.exports = { answer, handler: (event) => answer(event, inAws, fetch) };
