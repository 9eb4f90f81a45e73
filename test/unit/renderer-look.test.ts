import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/renderer/src/i18n/en/index.ts';
import { tr } from '../../src/renderer/src/i18n/tr/index.ts';

const css = readFileSync(new URL('../../src/renderer/src/styles/tokens.css', import.meta.url), 'utf8');

/** The colours of a theme, as tokens.css has them. */
function tokensOf(theme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const block = new RegExp(`\\[data-mantine-color-scheme='${theme}'\\] \\{([^}]*)\\}`).exec(css)?.[1] ?? '';
  return new Map([...block.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map((found) => [found[1] ?? '', found[2] ?? '']));
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG's contrast of two colours. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const grounds = ['paper', 'surface', 'sunken', 'hover', 'selected', 'accent-wash'];
const verdicts = ['matched', 'amount', 'status', 'orphan-db', 'orphan-bank'];
const pairs: readonly (readonly [string, string])[] = [
  ...['ink', 'ink-2', 'ink-3', 'accent', ...verdicts].flatMap((text) => grounds.map((ground) => [text, ground] as const)),
  ...verdicts.flatMap((verdict) => [verdict, 'ink', 'ink-2', 'ink-3'].map((text) => [text, `${verdict}-wash`] as const)),
  ['danger', 'surface'],
  ['danger', 'danger-wash'],
  ['ink', 'danger-wash'],
  ['on-accent', 'accent'],
  ['on-accent', 'accent-strong'],
  ['accent-strong', 'accent-wash'],
];

describe.each(['light', 'dark'] as const)('the %s theme', (theme) => {
  const tokens = tokensOf(theme);
  const colour = (name: string): string => tokens.get(name) ?? expect.fail(`no colour --${name}`);

  it.each(pairs)('--%s on --%s is at least 4.5 to 1', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it('draws the edges of fields at least 3 to 1', () => {
    for (const ground of ['surface', 'paper']) expect(contrast(colour('line-strong'), colour(ground))).toBeGreaterThanOrEqual(3);
  });
});

describe('the words of the page', () => {
  const placesOf = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map((found) => found[1] ?? '').sort();

  it.each(Object.entries(tr))('%s is filled alike in both languages', (key, text) => {
    expect(placesOf(en[key as keyof typeof tr])).toEqual(placesOf(text));
  });

  it('raises its voice nowhere', () => {
    expect([...Object.values(tr), ...Object.values(en)].filter((text) => text.includes('!'))).toEqual([]);
  });
});
