import { z } from 'zod';

/**
 * zod compiles its parsers with `new Function`, which our content security policy
 * forbids. Schemas look at this setting when they are made, so this module has to
 * be the first import of main.tsx.
 */
z.config({ jitless: true });
