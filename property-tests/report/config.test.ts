/** What a report can be asked: defaults, everything that is refused and where, and that the default is what it says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RequestError } from '../../src/errors.ts';
import { irrepsDimension, printIrreps } from '../../src/irreps/index.ts';
import { DEFAULT_CONFIG, modelIrreps, parseConfig } from '../../src/report/config.ts';

const layer = { name: 'A layer', left: '8x0e + 4x1o', right: '0e+1o', out: '8x0e' };
const parse = (value: unknown) => parseConfig(JSON.stringify(value), 'study.json');

/** The message of a refusal; anything else that is thrown fails the test. */
function refusal(text: string): string {
  try {
    parseConfig(text, 'study.json');
  } catch (error) {
    expect(error).toBeInstanceOf(RequestError);
    return error instanceof Error ? error.message : '';
  }
  throw new Error(`accepted ${text}`);
}

describe('defaults', () => {
  it('are the settings of the paper in both parity modes', () => {
    expect(parseConfig('{}', 'study.json')).toEqual({ ...DEFAULT_CONFIG, models: [] });
    expect(DEFAULT_CONFIG).toMatchObject({
      operations: ['cgtp', 'gtp', 'mtp', 'vstp', 'curl', 'gtp+curl'],
      settings: ['siso', 'simo', 'mimo', 'mimo-truncated'],
      parities: ['so3', 'o3-natural'],
      lmax: 10,
    });
    expect(DEFAULT_CONFIG.models.length).toBeGreaterThanOrEqual(2);
    expect(parse(DEFAULT_CONFIG)).toEqual(DEFAULT_CONFIG);
  });

  it('stand in for absent fields alone', () => {
    expect(parse({ lmax: 3, models: [layer] })).toEqual({ ...DEFAULT_CONFIG, lmax: 3, models: [layer] });
    const own = {
      title: 'T',
      operations: ['mtp', 'cgtp'],
      settings: ['simo'],
      parities: ['o3-natural'],
      lmax: 12,
      models: [],
    };
    expect(parse(own)).toEqual(own);
  });

  it('are not changed by who reads them', () => {
    Reflect.apply(Array.prototype.pop, parse({}).operations, []); // the types forbid it; JavaScript does not
    expect(parse({}).operations).toHaveLength(6);
  });

  it('models keep their irreps as written', () => {
    const { left, right, out } = modelIrreps(layer);
    expect([left, right, out].map(printIrreps)).toEqual(['8x0e+4x1o', '1x0e+1x1o', '8x0e']);
    expect([left, right, out].map(irrepsDimension)).toEqual([20, 4, 8]);
  });
});

const model = (change: Record<string, unknown>) => ({ models: [layer, { ...layer, ...change }] });

describe('refused, with file, field and what was expected', () => {
  it.each<[string, RegExp]>([
    ['', /^study\.json: not JSON: /],
    ['{', /^study\.json: not JSON: /],
    ["{'lmax':3}", /^study\.json: not JSON: /],
    ['[]', /^study\.json: expected an object .* got an array$/],
    ['[{"lmax":3}]', /an array$/],
    ['null', /^study\.json: the whole document: .*null/],
    ['"lmax"', /the whole document: .*"lmax"/],
    ['{"__proto__":{"lmax":3}}', /^study\.json: __proto__: unknown key/],
    ['{"lmax":1e999}', /lmax: /],
  ])('%s', (text, message) => {
    expect(refusal(text)).toMatch(message);
  });

  it.each<[string, unknown, RegExp]>([
    ['unknown key', { lMax: 3 }, /: lMax: unknown key; expected title, operations, settings, parities, lmax, models$/],
    ['constructor', { constructor: 3 }, /: constructor: unknown key/],
    ['lmax 0', { lmax: 0 }, /: lmax: .*1.*0/],
    ['lmax -1', { lmax: -1 }, /: lmax: /],
    ['lmax 13', { lmax: 13 }, /: lmax: .*12.*13/],
    ['lmax 1.5', { lmax: 1.5 }, /: lmax: .*1\.5/],
    ['lmax "3"', { lmax: '3' }, /: lmax: .*number.*"3"/],
    ['lmax null', { lmax: null }, /: lmax: .*null/],
    ['operations text', { operations: 'gtp' }, /: operations: .*"gtp"/],
    ['operations empty', { operations: [] }, /: operations: /],
    ['operations unknown', { operations: ['gtp', 'gpt'] }, /: operations\.1: .*"gtp\+curl".*"gpt"/],
    ['operations twice', { operations: ['gtp', 'gtp'] }, /: operations: expected each entry once$/],
    ['settings twice', { settings: ['mimo', 'siso', 'mimo'] }, /: settings: expected each entry once$/],
    ['parities twice', { parities: ['so3', 'so3'] }, /: parities: expected each entry once$/],
    ['settings unknown', { settings: ['MIMO'] }, /: settings\.0: /],
    ['title empty', { title: '' }, /: title: /],
    ['title long', { title: 'x'.repeat(201) }, /: title: .*200/],
    ['title of two lines', { title: 'a\nb' }, /: title: expected one line of text/],
    ['title with a NUL', { title: 'a\u0000' }, /: title: expected one line of text/],
    ['models object', { models: {} }, /: models: /],
    ['21 models', { models: Array.from({ length: 21 }, () => layer) }, /: models: .*20/],
    ['a model that is text', { models: ['8x0e'] }, /: models\.0: /],
    ['a model without out', model({ out: undefined }), /: models\.1\.out: missing$/],
    ['a model with more', model({ mul: 3 }), /: models\.1\.mul: unknown key; expected name, left, right, out$/],
    ['a model without a name', model({ name: '' }), /: models\.1\.name: /],
    ['a name with a tab', model({ name: 'a\tb' }), /: models\.1\.name: expected one line/],
    ['irreps that are no text', model({ left: 3 }), /: models\.1\.left: .*3/],
    ['bad irreps', model({ left: '8x0e+4y1o' }), /: models\.1\.left: irreps "8x0e\+4y1o", column 7: /],
    ['too many copies', model({ right: '1000000000x0e' }), /: models\.1\.right: .*multiplicity ≤ 1000000/],
  ])('%s', (_, value, message) => {
    expect(refusal(JSON.stringify(value))).toMatch(message);
  });

  it('never with more than two lines, an undefined or another kind of error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        fc.pre(text.trim() !== '{}');
        const message = refusal(text);
        expect(message).toMatch(/^study\.json: /);
        expect(message.split('\n').length).toBeLessThanOrEqual(2);
        expect(message).not.toMatch(/received undefined|\[object/);
      }),
    );
  });
});
