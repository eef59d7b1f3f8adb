import { join } from 'node:path';
import * as apigateway from 'aws-cdk-lib/aws-apigateway';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as events from 'aws-cdk-lib/aws-events';
import * as targets from 'aws-cdk-lib/aws-events-targets';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as sources from 'aws-cdk-lib/aws-lambda-event-sources';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sqs from 'aws-cdk-lib/aws-sqs';
import * as cdk from 'aws-cdk-lib/core';
import type { Construct } from 'constructs';

const source = (name: string) => join(__dirname, '../lambda', name);

/** What a team writes after `cdk init`, with the defaults of the L2 constructs. */
export class PlainStack extends cdk.Stack {
  readonly #notes: dynamodb.Table;
  readonly #audit: dynamodb.TableV2;
  readonly #work: sqs.Queue;

  constructor(scope: Construct, id: string, props?: cdk.StackProps) {
    super(scope, id, props);
    this.#notes = this.#notesTable();
    this.#audit = new dynamodb.TableV2(this, 'Audit', {
      partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
    const deadLetters = new sqs.Queue(this, 'DeadLetters', { retentionPeriod: cdk.Duration.days(14) });
    this.#work = new sqs.Queue(this, 'Work', {
      visibilityTimeout: cdk.Duration.seconds(60),
      deadLetterQueue: { queue: deadLetters, maxReceiveCount: 3 },
    });
    this.#api();
    this.#consumers();
    this.#rules();
  }

  #notesTable(): dynamodb.Table {
    const table = new dynamodb.Table(this, 'Notes', {
      partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
      sortKey: { name: 'sk', type: dynamodb.AttributeType.STRING },
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      stream: dynamodb.StreamViewType.NEW_AND_OLD_IMAGES,
      timeToLiveAttribute: 'expires',
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
    table.addGlobalSecondaryIndex({
      indexName: 'byState',
      partitionKey: { name: 'state', type: dynamodb.AttributeType.STRING },
    });
    return table;
  }

  #api(): void {
    const texts = new s3.Bucket(this, 'Texts', {
      autoDeleteObjects: true,
      enforceSSL: true,
      removalPolicy: cdk.RemovalPolicy.DESTROY,
    });
    const notes = new NodejsFunction(this, 'NotesFunction', {
      entry: source('notes.ts'),
      runtime: lambda.Runtime.NODEJS_22_X,
      environment: { TABLE: this.#notes.tableName, QUEUE: this.#work.queueUrl, BUCKET: texts.bucketName },
    });
    texts.grantReadWrite(notes);
    this.#notes.grantReadWriteData(notes);
    this.#work.grantSendMessages(notes);
    const api = new apigateway.RestApi(this, 'Api', {
      deployOptions: {
        stageName: 'live',
        throttlingRateLimit: 500,
        throttlingBurstLimit: 500,
        variables: { tone: 'dry' },
      },
      defaultCorsPreflightOptions: {
        allowOrigins: ['https://notes.example'],
        allowHeaders: apigateway.Cors.DEFAULT_HEADERS,
      },
      binaryMediaTypes: ['image/png'],
    });
    const integration = new apigateway.LambdaIntegration(notes);
    const collection = api.root.addResource('notes');
    collection.addMethod('GET', integration);
    collection.addMethod('POST', integration, {
      requestValidatorOptions: { validateRequestBody: true, validateRequestParameters: true },
      requestModels: { 'application/json': this.#model(api) },
    });
    collection.addResource('{id}').addMethod('GET', integration);
    api.root.addResource('files').addProxy({ defaultIntegration: integration });
    api.root.addResource('health').addMethod('GET', mock(), { methodResponses: [{ statusCode: '200' }] });
    this.#guarded(api, integration);
  }

  #model(api: apigateway.RestApi): apigateway.Model {
    return api.addModel('Note', {
      contentType: 'application/json',
      schema: {
        type: apigateway.JsonSchemaType.OBJECT,
        required: ['text'],
        properties: { text: { type: apigateway.JsonSchemaType.STRING, minLength: 1 } },
      },
    });
  }

  #guarded(api: apigateway.RestApi, integration: apigateway.Integration): void {
    const guard = new lambda.Function(this, 'Guard', {
      runtime: lambda.Runtime.NODEJS_20_X,
      handler: 'index.handler',
      code: lambda.Code.fromAsset(source('guard')),
    });
    const byToken = new apigateway.TokenAuthorizer(this, 'ByToken', { handler: guard });
    const byRequest = new apigateway.RequestAuthorizer(this, 'ByRequest', {
      handler: guard,
      identitySources: [apigateway.IdentitySource.queryString('key')],
    });
    api.root.addResource('mine').addMethod('GET', integration, { authorizer: byToken });
    api.root.addResource('ours').addMethod('GET', integration, { authorizer: byRequest });
    const metered = api.root.addResource('metered').addMethod('GET', integration, { apiKeyRequired: true });
    const key = api.addApiKey('Key', { value: 'a-key-of-twenty-characters' });
    const plan = api.addUsagePlan('Plan', { throttle: { rateLimit: 100, burstLimit: 100 } });
    plan.addApiKey(key);
    plan.addApiStage({
      stage: api.deploymentStage,
      throttle: [{ method: metered, throttle: { rateLimit: 50, burstLimit: 50 } }],
    });
  }

  #consumers(): void {
    const worker = new lambda.Function(this, 'Worker', {
      runtime: lambda.Runtime.NODEJS_24_X,
      handler: 'worker.handle',
      code: lambda.Code.fromAsset(source('worker')),
      environment: { TABLE: this.#notes.tableName },
      timeout: cdk.Duration.seconds(30),
    });
    this.#notes.grantWriteData(worker);
    worker.addEventSource(new sources.SqsEventSource(this.#work, { batchSize: 5, reportBatchItemFailures: true }));
    const auditor = new NodejsFunction(this, 'Auditor', {
      entry: source('audit.ts'),
      handler: 'onChange',
      runtime: lambda.Runtime.NODEJS_20_X,
      environment: { TABLE: this.#audit.tableName },
    });
    this.#audit.grantReadWriteData(auditor);
    auditor.addEventSource(
      new sources.DynamoEventSource(this.#notes, {
        startingPosition: lambda.StartingPosition.TRIM_HORIZON,
        retryAttempts: 2,
      }),
    );
  }

  #rules(): void {
    const listener = new lambda.Function(this, 'Listener', {
      runtime: lambda.Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: lambda.Code.fromInline(
        "exports.handler = async ({ source, detail }) => console.log('heard', source, JSON.stringify(detail));",
      ),
    });
    new events.Rule(this, 'OnNote', {
      eventPattern: { source: ['plain.notes'], detailType: ['NoteTaken'] },
      targets: [new targets.LambdaFunction(listener), new targets.SqsQueue(this.#work)],
    });
    new events.Rule(this, 'EveryHour', {
      schedule: events.Schedule.rate(cdk.Duration.hours(1)),
      targets: [
        new targets.LambdaFunction(listener, {
          event: events.RuleTargetInput.fromObject({ source: 'clock', detail: {} }),
        }),
      ],
    });
  }
}

function mock(): apigateway.MockIntegration {
  return new apigateway.MockIntegration({
    requestTemplates: { 'application/json': '{"statusCode": 200}' },
    integrationResponses: [
      { statusCode: '200', responseTemplates: { 'application/json': '{"status":"ok","stage":"$context.stage"}' } },
    ],
  });
}
