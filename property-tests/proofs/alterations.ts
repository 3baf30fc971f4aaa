/** Every way in which one place of a JSON document can be wrong: another number, another type, a text cut or grown, lists and objects out of shape. */

export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

export interface Alteration {
  /** the fields on the way, list places as `*` */
  readonly field: string;
  /** what was done there */
  readonly what: string;
  readonly document: Json;
}

interface Place {
  readonly steps: readonly (string | number)[];
  readonly value: Json;
}

function* places(value: Json, steps: readonly (string | number)[] = []): Generator<Place> {
  yield { steps, value };
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* places(item, [...steps, index]);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, item] of Object.entries(value)) yield* places(item, [...steps, name]);
  }
}

function replaced(document: Json, [step, ...rest]: readonly (string | number)[], value: Json): Json {
  if (step === undefined) return value;
  if (Array.isArray(document)) {
    return document.map((item: Json, index) => (index === step ? replaced(item, rest, value) : item));
  }
  if (typeof document !== 'object' || document === null) throw new Error('there is no such place');
  const entries = Object.entries(document);
  return Object.fromEntries(
    entries.map(([name, item]) => [name, name === String(step) ? replaced(item, rest, value) : item]),
  );
}

function variants(value: Json): [string, Json][] {
  if (typeof value === 'number') {
    const others: [string, Json][] = [
      ['one more', value + 1],
      ['one less', value - 1],
      ['negated', -value - 1],
      ['a half more', value + 0.5],
      ['as text', `${value}`],
      ['nothing', null],
    ];
    return value === 1 ? [...others, ['true', true]] : others;
  }
  if (typeof value === 'string') {
    return [
      ['longer', `${value}x`],
      ['with a blank', `${value} `],
      ['shorter', value === '' ? 'o0' : value.slice(0, -1)],
      ['digits moved on', value.replaceAll(/\d/g, (digit) => `${(Number(digit) + 1) % 10}`)],
      ['a number', 1],
    ];
  }
  if (Array.isArray(value)) {
    return [
      ['without its last', value.slice(0, -1)],
      ['with its first doubled', value.length === 0 ? [0] : [value[0] ?? null, ...value]],
      ['reversed', [...value].reverse()],
      ['empty', []],
      ['an object', {}],
    ];
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value);
    return [
      ['without its last field', Object.fromEntries(entries.slice(0, -1))],
      ['with one field more', { ...value, more: 1 }],
      ['in another order', Object.fromEntries([...entries].reverse())],
      ['a list', []],
    ];
  }
  return [];
}

/** Alterations of at most `each` places of every field, evenly spread; those that change nothing are left out. */
export function alterations(document: Json, each: number): Alteration[] {
  const byField = new Map<string, Place[]>();
  for (const place of places(document)) {
    const field = place.steps.map((step) => (typeof step === 'number' ? '*' : step)).join('.');
    byField.set(field, [...(byField.get(field) ?? []), place]);
  }
  const original = JSON.stringify(document);
  return [...byField].flatMap(([field, all]) => {
    const stride = Math.max(1, Math.floor(all.length / each));
    const chosen = all.filter((_, index) => index % stride === 0).slice(0, each);
    return chosen.flatMap(({ steps, value }) =>
      variants(value)
        .map(([what, changed]) => ({ field, what, document: replaced(document, steps, changed) }))
        .filter((alteration) => JSON.stringify(alteration.document) !== original),
    );
  });
}
