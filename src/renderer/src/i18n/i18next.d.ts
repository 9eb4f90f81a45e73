import type { tr } from './tr/index.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof tr };
    keySeparator: false;
    nsSeparator: false;
    returnNull: false;
  }
}
