/** A strict little XML reader: enough for SVG, and it refuses whatever is not well formed. */

export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly (XmlElement | string)[];
}

const namePattern = /[A-Za-z_][\w:.-]*/y;
const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };

/** The one root element of a document. Throws with the position of the first fault. */
export function parseXml(text: string): XmlElement {
  let at = 0;
  const fail = (what: string): never => {
    throw new Error(`${what} at ${at}: ${JSON.stringify(text.slice(at, at + 40))}`);
  };
  const expect = (token: string) => {
    if (!text.startsWith(token, at)) fail(`expected ${token}`);
    at += token.length;
  };
  const readName = (): string => {
    namePattern.lastIndex = at;
    const name = namePattern.exec(text)?.[0] ?? fail('expected a name');
    at += name.length;
    return name;
  };
  const decoded = (raw: string): string => {
    if (raw.includes('<') || raw.includes(']]>')) fail('a bare < or ]]> in text');
    return raw.replace(/&([^;&]*;?)/g, (_, body: string) => {
      const character = body.endsWith(';') ? entities[body.slice(0, -1)] : undefined;
      return character ?? fail(`unknown entity &${body}`);
    });
  };
  const readElement = (): XmlElement => {
    expect('<');
    const name = readName();
    const attributes = new Map<string, string>();
    while (text[at] === ' ') {
      at++;
      const key = readName();
      expect('="');
      const end = text.indexOf('"', at);
      if (end < 0) fail('unclosed attribute');
      if (attributes.has(key)) fail(`attribute ${key} twice`);
      attributes.set(key, decoded(text.slice(at, end)));
      at = end + 1;
    }
    if (text.startsWith('/>', at)) {
      at += 2;
      return { name, attributes, children: [] };
    }
    expect('>');
    const children: (XmlElement | string)[] = [];
    while (!text.startsWith('</', at)) {
      if (text[at] === '<') {
        children.push(readElement());
      } else {
        const end = text.indexOf('<', at);
        if (end < 0) fail(`<${name}> is not closed`);
        children.push(decoded(text.slice(at, end)));
        at = end;
      }
    }
    expect(`</${name}>`);
    return { name, attributes, children };
  };
  const root = readElement();
  if (text.slice(at).trim() !== '') fail('something after the root element');
  return root;
}

/** An element and all below it, in document order. */
export function everyElement(root: XmlElement): readonly XmlElement[] {
  return [root, ...root.children.flatMap((child) => (typeof child === 'string' ? [] : everyElement(child)))];
}

/** All characters inside an element. */
export function textOf(element: XmlElement): string {
  return element.children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('');
}

/** The elements that carry a class. */
export function withClass(root: XmlElement, name: string): readonly XmlElement[] {
  return everyElement(root).filter((element) => element.attributes.get('class')?.split(' ').includes(name));
}
