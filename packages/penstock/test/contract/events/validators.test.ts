import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { build } from 'esbuild';
import { loadConsumers } from '../../../contract/events/consumers.ts';
import { eventsFolder } from '../contract.ts';
import { generatedSample } from '../generated-sample.ts';
import { examples, parcel, registered, requested } from './examples.ts';

const generated = await generatedSample();
const printLabel = await generated.consumer('printLabel');
const announceParcels = await generated.consumer('announceParcels');
const sendNotice = await generated.consumer('sendNotice');
const eventValidators = await generated.eventValidators();

describe('the validators of events', () => {
  it('accept each type with what it says', () => {
    const outcomes = Object.entries(announceParcels.events).map(([type, validate]) => [
      validate(examples[type]),
      eventValidators[type]?.(examples[type]),
    ]);
    expect(outcomes).toEqual(Array(5).fill([true, true]));
    expect(eventValidators['notices.notice.requested.v1']?.(requested)).toBe(true);
  });

  it.each([
    ['in the envelope', { ...registered, partition: '1' }],
    ['in the data', { ...registered, data: { parcel, channel: 'web' } }],
    [
      'deep in the data',
      { ...registered, data: { parcel: { ...parcel, items: [{ ...parcel.items[0], colour: 'red' }] } } },
    ],
  ])('of consumers take a member that nobody knows %s; the one of the publisher fails', (_, event) => {
    const type = 'parcels.parcel.registered.v1';
    expect(printLabel.events[type]?.(event)).toBe(true);
    expect(announceParcels.events[type]?.(event)).toBe(true);
    expect(eventValidators[type]?.(event)).toBe(false);
    const delivery = { ...requested, priority: 1, data: { ...requested.data, event } };
    expect(sendNotice.events['notices.notice.requested.v1']?.(delivery)).toBe(true);
    expect(eventValidators['notices.notice.requested.v1']?.(delivery)).toBe(false);
  });

  it('of consumers fail on what they know and is wrong, with every finding', () => {
    const validate = printLabel.events['parcels.parcel.registered.v1'];
    const { tenant: _, ...event } = { ...registered, partition: '1', data: { parcel: { ...parcel, total: -1 } } };
    expect(validate?.(event)).toBe(false);
    expect(validate?.errors?.map(({ instancePath, keyword }) => `${instancePath} ${keyword}`).sort()).toEqual([
      ' required',
      '/data/parcel/total minimum',
    ]);
  });

  it('do without a trace', () => {
    const { traceparent: _, ...untraced } = registered;
    expect(eventValidators['parcels.parcel.registered.v1']?.(untraced)).toBe(true);
  });

  it.each([
    ['no object', 'registered', [['', 'type']]],
    ['nothing', {}, Array.from({ length: 10 }, () => ['', 'required'])],
    ['another version of CloudEvents', { ...registered, specversion: '0.3' }, [['/specversion', 'const']]],
    ['another type', { ...registered, type: 'parcels.parcel.registered.v2' }, [['/type', 'const']]],
    ["another context's source", { ...registered, source: '/penstock/notices' }, [['/source', 'const']]],
    ['data in another form', { ...registered, datacontenttype: 'text/xml' }, [['/datacontenttype', 'const']]],
    ['an id with a full stop', { ...registered, id: `${parcel.id}.1` }, [['/id', 'pattern']]],
    ['an id that is no header', { ...registered, id: `${parcel.id}\n` }, [['/id', 'pattern']]],
    ['a time that is none', { ...registered, time: 'yesterday' }, [['/time', 'format']]],
    ['no tenant', { ...registered, tenant: '' }, [['/tenant', 'minLength']]],
    ['an attribute that nobody knows', { ...registered, partition: '1' }, [['', 'additionalProperties']]],
    ['data of another type', { ...registered, data: { parcel, label: 'lb_1' } }, [['/data', 'additionalProperties']]],
    [
      'every mistake in a parcel',
      { ...registered, data: { parcel: { ...parcel, status: 'lost', total: -1 } } },
      [
        ['/data/parcel/status', 'enum'],
        ['/data/parcel/total', 'minimum'],
      ],
    ],
  ])('fail on %s with every finding', (_, event, expected) => {
    const validate = eventValidators['parcels.parcel.registered.v1'];
    expect(validate?.(event)).toBe(false);
    const errors = validate?.errors?.map(({ instancePath, keyword }) => [instancePath, keyword]) ?? [];
    expect(errors.sort()).toEqual(expected.sort());
  });

  it('let a delivery carry any event on the bus, and fail on one that is none', () => {
    const validate = sendNotice.events['notices.notice.requested.v1'];
    const withEvent = (event: object) => ({ ...requested, data: { ...requested.data, event } });
    expect(validate?.(withEvent({ ...registered, data: { anything: { at: ['all'] } } }))).toBe(true);
    expect(validate?.(withEvent({ ...registered, type: 'parcels.parcel.lost.v1' }))).toBe(false);
    expect(validate?.(withEvent({ ...registered, data: 'text' }))).toBe(false);
    expect(validate?.(withEvent({ ...registered, id: `${parcel.id}.1` }))).toBe(false);
  });

  it('are in a bundle only where they are used, and what they share once', async () => {
    const consumers = loadConsumers(join(eventsFolder, 'consumers.yaml'));
    const { outputFiles } = await build({
      entryPoints: consumers.map(({ name }) => join(generated.folder, `consumers/${name}.ts`)),
      bundle: true,
      minify: true,
      write: false,
      outdir: 'out',
    });
    const [print = '', announce = '', send = ''] = outputFiles.map(({ text }) => text);
    const count = (text: string, part: string) => text.split(part).length - 1;
    expect(print).not.toContain('parcels.parcel.labelled.v1');
    expect(send).not.toContain('GBP');
    expect(count(announce, '"GBP"')).toBe(1);
    expect(print.length).toBeLessThan(40_000);
    expect(announce.length).toBeLessThan(80_000);
  });
});
