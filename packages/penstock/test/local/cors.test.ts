import { describe, expect, it } from '@jest/globals';
import { createCors } from '../../local/cors.ts';

const allows = (headers: Readonly<Record<string, string>>) =>
  createCors({ gatewayResponses: { DEFAULT_4XX: { headers }, DEFAULT_5XX: { headers: {} } } });

describe('the origins that an API allows', () => {
  it('are none where its gateway responses name none', () => {
    expect(allows({ 'X-Other': "'https://shop.example'" })('https://shop.example')).toBe(false);
  });

  it('are the one that is named', () => {
    const allowed = allows({ 'Access-Control-Allow-Origin': "'https://shop.example'" });

    expect(['https://shop.example', 'https://shop.example.evil', 'null'].map(allowed)).toEqual([true, false, false]);
  });

  it.each(["'*'", 'method.request.header.Origin'])('are all with %s', (source) => {
    expect(allows({ 'access-control-allow-origin': source })('http://any.example')).toBe(true);
  });
});
