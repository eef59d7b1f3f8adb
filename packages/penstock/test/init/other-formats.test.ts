import { describe, expect, it } from '@jest/globals';
import { otherFormat } from '../../init/other-formats.ts';

describe('a text that is no OpenAPI document', () => {
  it.each([
    ['', 'an empty file'],
    ['<!DOCTYPE html>\n<html></html>', 'a page of HTML'],
    ['<?xml version="1.0"?><definitions/>', 'XML'],
    ['type Query { a: String }\n', 'a GraphQL schema'],
    ['# Of things.\nextend type Query @key(fields: "a") {\n', 'a GraphQL schema'],
    [
      '{"info":{"schema":"https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}}',
      'a Postman collection',
    ],
    ['asyncapi: 3.0.0\n', 'an AsyncAPI document, which is of events'],
    ['{ "asyncapi": "3.0.0" }', 'an AsyncAPI document, which is of events'],
    ['swagger: "2.0"\n', 'a document of Swagger 2.0'],
    ['{\n  "swagger": "2.0" }', 'a document of Swagger 2.0'],
    ['{\n  // Things.\n  "openapi": "3.0.0" }', 'JSON with comments'],
    ['/* Things. */ { "openapi": "3.0.0" }', 'JSON with comments'],
  ])('%j is %s', (text, received) => {
    expect(otherFormat(text)).toMatchObject({ received, fix: expect.any(String) });
  });

  it.each([
    'openapi: 3.0.0\n',
    '\ufeffopenapi: 3.0.0\n',
    '# swagger: "2.0" it was\nopenapi: 3.1.0\n',
    '{ "openapi": "3.0.0" }',
    '{ "info": { "title": "a" }, "openapi": "3.0.0" }',
    'info: { title: type }\nopenapi: 3.1.1\n',
  ])('%j may be one', (text) => {
    expect(otherFormat(text)).toBeUndefined();
  });
});
