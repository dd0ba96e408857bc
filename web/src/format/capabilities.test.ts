import { expect, test } from 'vitest';
import { capabilityNames } from './capabilities.ts';

test('names of capabilities', () => {
  expect(capabilityNames('cap_net_raw,cap_chown=ep cap_net_raw=i')).toEqual(['cap_net_raw', 'cap_chown']);
  expect(capabilityNames('=ep')).toEqual([]);
  expect(capabilityNames('0sAQID')).toEqual([]);
});
