import { describe, expect, it } from '@jest/globals';
import { compileTemplate, type TemplateScope } from '../../../local/apigateway/templates/fill.ts';

const scope: TemplateScope = {
  variable: (name) => ({ stage: 'test', 'identity.sourceIp': '127.0.0.1' })[name],
  stageVariables: { tone: 'dry' },
  body: '{"a":{"b":[1,{"c":"d\'e"}]}}',
  params: { path: { id: 'p' }, querystring: { id: 'q', only: 'q' }, header: { Origin: 'https://a.test' } },
};
const filled = (template: string) => compileTemplate(template)(scope).text;

describe('a mapping template', () => {
  it.each([
    ['text', '{"ok": true, "price": "$5 #1"}', '{"ok": true, "price": "$5 #1"}'],
    ['a variable of the context', '$context.stage.', 'test.'],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: a template of Velocity
    ['a variable in braces', '${context.identity.sourceIp}x', '127.0.0.1x'],
    ['one that is unknown, as nothing', '<$context.nothing>', '<>'],
    ['a stage variable', '$stageVariables.tone', 'dry'],
    ['a parameter, of the path first', "$input.params('id') $input.params('only')", 'p q'],
    ['a header', '$input.params().header.get("Origin")', 'https://a.test'],
    ['the body', '$input.body', scope.body],
    ['a part of the body as JSON', "$input.json('$.a.b[1]')", '{"c":"d\'e"}'],
    ['a part of the body as a value', "$util.escapeJavaScript($input.path('$.a.b[1].c'))", "d\\'e"],
    ['a variable of its own', '#set($x = "a-$context.stage")\n$x', 'a-test'],
    ['a comment, as nothing', 'a## b\nc#* d *#e', 'ace'],
  ])('has %s', (_, template, expected) => {
    expect(filled(template)).toBe(expected);
  });

  it.each([
    ['$context.stage == "test"', true],
    ['$context.stage != "test"', false],
    ['!$context.nothing', true],
    ['$context.stage == "x" || $context.stage == "test"', true],
    ['$context.stage == "test" && ($context.nothing || false)', false],
    ['$context.stage.isEmpty()', false],
    ['$input.params("only").matches("[pq]")', true],
  ])('decides by %s', (condition, expected) => {
    expect(filled(`#if(${condition})yes#{else}no#end`)).toBe(expected ? 'yes' : 'no');
  });

  it('takes the first branch that holds', () => {
    expect(filled('#if(false)a#elseif(true)b#elseif(true)c#{else}d#end')).toBe('b');
  });

  it('overrides the answer, as the preflight of several origins does', () => {
    const template = [
      '#set($origin = $input.params().header.get("Origin"))',
      '#if($origin == "") #set($origin = $input.params().header.get("origin")) #end',
      '#if($origin == "https://b.test" || $origin == "https://a.test")',
      '  #set($context.responseOverride.header.Access-Control-Allow-Origin="$origin")',
      '#end',
    ].join('\n');

    expect([...compileTemplate(template)(scope).overrides]).toEqual([
      ['header.Access-Control-Allow-Origin', 'https://a.test'],
    ]);
  });

  it.each([
    ['a loop', 'a\n#foreach($x in $y)#end', 'line 2: the local cloud runs #set and #if in templates, not #foreach.'],
    ['a variable that was not set', '$x', '$x is nothing that the local cloud knows'],
    ['a function it does not know', '$util.uuid()', 'does not know $util...uuid()'],
    ['a member it does not know', '$input.headers', 'does not know $input.headers'],
    ['a path that it does not follow', "$input.json('$..a')", 'does not understand the path $..a'],
    ['another override', '#set($context.requestOverride.path.x = 1)', 'sets variables and $context.responseOverride'],
    ['no end', '#if(true)a', '#if has no #end'],
    ['an end too many', 'a#end', '#end ends nothing'],
    ['a broken condition', '#if($context.stage =)a#end', ') was expected'],
  ])('fails with %s', (_, template, message) => {
    expect(() => compileTemplate(template)).toThrow(message);
  });
});
