/** The languages the program speaks; Turkish is its first. */
export const languages = ['tr', 'en'] as const;
export type Language = (typeof languages)[number];
