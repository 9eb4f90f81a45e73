import { basename } from 'node:path';

const LONGEST_NAME = 120;
/** Names Windows keeps for devices, with any extension. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** A name that is safe on every disk: no folders, no control characters, not hidden, no device. */
export function safeName(wish: string): string {
  const name = basename(wish.replaceAll('\\', '/'))
    .replaceAll(/[\p{Cc}<>:"|?*/]/gu, '_')
    .replace(/^\.+/, '')
    .replace(/[. ]+$/, '');
  const tail = /\.[^.]{1,10}$/.exec(name)?.[0] ?? '';
  const short = name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - tail.length)}${tail}` : name;
  return short === '' || DEVICE.test(short) ? `_${short}` : short;
}
