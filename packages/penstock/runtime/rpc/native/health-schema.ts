import { create, createFileRegistry, type DescService } from '@bufbuild/protobuf';
import {
  FieldDescriptorProto_Label,
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
} from '@bufbuild/protobuf/wkt';

const file = create(FileDescriptorProtoSchema, {
  name: 'grpc/health/v1/health.proto',
  package: 'grpc.health.v1',
  syntax: 'proto3',
  messageType: [
    { name: 'HealthCheckRequest', field: [field('service', FieldDescriptorProto_Type.STRING)] },
    {
      name: 'HealthCheckResponse',
      field: [
        {
          ...field('status', FieldDescriptorProto_Type.ENUM),
          typeName: '.grpc.health.v1.HealthCheckResponse.ServingStatus',
        },
      ],
      enumType: [
        {
          name: 'ServingStatus',
          value: ['UNKNOWN', 'SERVING', 'NOT_SERVING', 'SERVICE_UNKNOWN'].map((name, number) => ({ name, number })),
        },
      ],
    },
  ],
  service: [{ name: 'Health', method: [method('Check', false), method('Watch', true)] }],
});

function field(name: string, type: FieldDescriptorProto_Type) {
  return { name, jsonName: name, number: 1, type, label: FieldDescriptorProto_Label.OPTIONAL };
}

function method(name: string, serverStreaming: boolean) {
  const inputType = '.grpc.health.v1.HealthCheckRequest';
  return { name, inputType, outputType: '.grpc.health.v1.HealthCheckResponse', serverStreaming };
}

/**
 * The service by which load balancers and clients ask whether a process serves.
 * @see https://github.com/grpc/grpc/blob/master/doc/health-checking.md
 */
export const Health: DescService = found(
  createFileRegistry(create(FileDescriptorSetSchema, { file: [file] })).getService('grpc.health.v1.Health'),
);

function found(service: DescService | undefined): DescService {
  if (service === undefined) throw new Error('The health service is not among its own descriptors');
  return service;
}

/** `HealthCheckResponse.ServingStatus`. */
export const servingStatus = { serving: 1, notServing: 2, serviceUnknown: 3 } as const;
