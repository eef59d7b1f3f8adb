/**
 * What a task runs before it is what it serves: it fetches its bundle from the assets bucket, as its role may, and runs it
 * where the bytes are those of the synth. An image with Node.js is all that is needed of a registry, and a synth needs no
 * Docker. It is written out in full, since nothing but Node.js is there to import; requests are signed by SigV4.
 *
 * @see https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-iam-roles.html
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export const fetchBundle = `
const { createHash, createHmac } = require('node:crypto');
const { compileFunction } = require('node:vm');
const { AWS_REGION: region, BUNDLE_BUCKET: bucket, BUNDLE_KEY: key, BUNDLE_SHA256: wanted } = process.env;
const sha256 = (data) => createHash('sha256').update(data).digest('hex');
const hmac = (secret, data) => createHmac('sha256', secret).update(data).digest();
const get = async (url, headers) => {
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) });
  if (!response.ok) throw new Error(url + ' answered ' + response.status + ': ' + (await response.text()).slice(0, 500));
  return response;
};
(async () => {
  const relative = process.env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  const own = await (await get('http://169.254.170.2' + relative)).json();
  const host = bucket + '.s3.' + region + '.amazonaws.com';
  const now = new Date().toISOString().replace(/[-:]|\\.\\d{3}/g, '');
  const scope = now.slice(0, 8) + '/' + region + '/s3/aws4_request';
  const empty = sha256('');
  const headers = { host, 'x-amz-content-sha256': empty, 'x-amz-date': now, 'x-amz-security-token': own.Token };
  const names = Object.keys(headers).join(';');
  const lines = Object.entries(headers).map(([name, value]) => name + ':' + value + '\\n').join('');
  const canonical = ['GET', '/' + encodeURIComponent(key), '', lines, names, empty].join('\\n');
  const toSign = ['AWS4-HMAC-SHA256', now, scope, sha256(canonical)].join('\\n');
  const secret = scope.split('/').reduce(hmac, 'AWS4' + own.SecretAccessKey);
  const signature = hmac(secret, toSign).toString('hex');
  const authorization =
    'AWS4-HMAC-SHA256 Credential=' + own.AccessKeyId + '/' + scope + ', SignedHeaders=' + names + ', Signature=' + signature;
  const { host: _, ...sent } = headers;
  const source = await (await get('https://' + host + '/' + encodeURIComponent(key), { ...sent, authorization })).text();
  if (sha256(source) !== wanted) throw new Error('The bundle ' + key + ' is not the one that was synthesized');
  const module = { exports: {} };
  compileFunction(source, ['exports', 'require', 'module'], { filename: 'index.cjs' })(module.exports, require, module);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
`.trim();
