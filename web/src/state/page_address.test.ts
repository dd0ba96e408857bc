import { expect, test } from 'vitest';
import { addressInFull, parsePageAddress } from './page_address.ts';

test('what the address asks for', () => {
  const plain = { url: null, isEmbedded: false, language: null, theme: null };
  expect(parsePageAddress('')).toEqual(plain);
  expect(parsePageAddress('?url=')).toEqual(plain);
  expect(parsePageAddress('?url=a%20b/c.tar')).toEqual({ ...plain, url: 'a b/c.tar' });
  expect(parsePageAddress('?url=c.tar&embed&lang=pt&theme=dark')).toEqual({
    url: 'c.tar',
    isEmbedded: true,
    language: 'pt-BR',
    theme: 'dark',
  });
  expect(parsePageAddress('?embed=&lang=de&theme=green')).toEqual({ ...plain, isEmbedded: true, language: 'en' });
});

test('language and colours of the page are the reader’s own, whatever its address says', () => {
  expect(parsePageAddress('?lang=pt-BR&theme=dark')).toMatchObject({ language: null, theme: null });
});

test('in full: the same image and view, without what belongs to the frame', () => {
  const search = '?url=%2Fx%2Fc.tar&embed&lang=en&theme=dark';
  expect(addressInFull({ search, hash: '#/layers/2' })).toBe('./?url=%2Fx%2Fc.tar#/layers/2');
});
