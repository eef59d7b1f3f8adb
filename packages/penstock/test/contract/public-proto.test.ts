import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { publicProto } from '../../contract/reference/public-proto.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'penstock-proto-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function shown(text: string): string {
  writeFileSync(join(folder, 'parcels.proto'), text);
  return publicProto(folder, 'parcels.proto');
}

describe('a file of the services, as callers get it', () => {
  it('is without what the stack is made of', () => {
    const text = `import "buf/validate/validate.proto";
import "penstock/options.proto";

service Parcels {
  rpc Create(A) returns (B) {
    option (penstock.method) = {
      serves: "createParcel"
      throttle: { rate: 20, burst: 40 }
    };
    option idempotency_level = NO_SIDE_EFFECTS;
  }
  // Short.
  rpc Read(A) returns (B) { option (penstock.method) = { serves: "getParcel" }; }
}
`;

    expect(shown(text)).toBe(`import "buf/validate/validate.proto";

service Parcels {
  rpc Create(A) returns (B) {
    option idempotency_level = NO_SIDE_EFFECTS;
  }
  // Short.
  rpc Read(A) returns (B) { }
}
`);
  });

  it('is the same where it has none of it', () => {
    const text = 'message A {\n  string id = 1 [(buf.validate.field).string.min_len = 1];\n}\n';

    expect(shown(text)).toBe(text);
  });
});
