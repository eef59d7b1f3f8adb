import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { UserError } from '../../cli/user-error.ts';
import { eventsFolder } from '../../contract/files.ts';
import { contractEdit, partFile, referenceTo } from '../contract-part.ts';
import { addImport, addToList } from '../edit/typescript.ts';
import { addTo } from '../edit/yaml.ts';
import { entityOf } from '../entity.ts';
import { checkedName, isFree, pascal } from '../names.ts';
import type { Scaffold } from '../scaffold.ts';
import * as templates from '../templates/context.ts';

/** A context with a table, an outbox and the event of what is created; no operation yet. */
export function newContext(name: string): Scaffold {
  const entity = entityOf(name);
  // One of `classes` would be a `class`.
  checkedName('context', isFree(entity.variable) ? name : entity.variable, 'rooms');
  const folder = `functions/${name}`;
  const table = `${name.replace(/[A-Z]/g, (capital) => `_${capital}`).toUpperCase()}_TABLE`;
  return {
    files: {
      [`${folder}/infra.ts`]: templates.infra(entity),
      [`${folder}/env.ts`]: templates.env(entity, table),
      [`${folder}/compose.ts`]: templates.compose(entity, table),
      [`${folder}/compose-relay.ts`]: templates.composeRelay(entity),
      [`${folder}/domain/record.ts`]: templates.record(entity),
      [`${folder}/adapters/${entity.variable}-layout.ts`]: templates.layout(entity),
      [`${folder}/application/${entity.variable}-event.ts`]: templates.event(entity),
      [`${folder}/entry/stream/relay${pascal(name)}.ts`]: templates.relay(entity),
      [partFile(name)]: templates.contractPart(entity),
      [`${eventsFolder}/${entity.created}.schema.json`]: templates.eventSchema(entity),
    },
    edits: [
      contractEdit((text) =>
        addTo(text, ['tags'], `- name: ${name}\n  description: The ${name} of the caller's tenant.`),
      ),
      contractEdit((text) => addTo(text, [...scopes], `${entity.read}: Read ${name}\n${entity.write}: Change ${name}`)),
      // The event refers to it before any path does.
      contractEdit((text) =>
        addTo(text, ['components', 'schemas'], referenceTo(name, 'components', 'schemas', entity.type)),
      ),
      {
        file: 'lib/app.ts',
        change: (text) => {
          const listed = addToList(text, 'contexts', name);
          return listed && addImport(listed, `import { ${name} } from '../functions/${name}/infra.ts';`);
        },
        otherwise: `import { ${name} } from '../functions/${name}/infra.ts' there, and add it to the list of contexts`,
      },
    ],
    left: [
      `${partFile(name)}: what a ${entity.type} is (components.schemas.${entity.type}), name is an example`,
      `${folder}/domain/record.ts: the same, as it is stored`,
      `npx penstock new operation create${entity.type} --context ${name}`,
    ],
  };
}

const scopes = ['components', 'securitySchemes', 'oauth2', 'flows', 'clientCredentials', 'scopes'] as const;

/** @throws UserError where there is no such context in the app */
export function checkContext(root: string, context: string | undefined): string {
  if (context !== undefined && existsSync(join(root, 'functions', context, 'infra.ts'))) return context;
  throw new UserError(
    `It belongs to a context.
    received ${context === undefined ? 'none' : JSON.stringify(context)}
    expected a folder of functions/ with an infra.ts
    fix      --context NAME, or npx penstock new context NAME first`,
  );
}
