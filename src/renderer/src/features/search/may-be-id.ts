/** Whether a text may be the id of a record at Payven. */
export const mayBeId = (text: string): boolean => /^[0-9a-z][0-9a-z-]{7,63}$/i.test(text.trim()) && /\d/.test(text);
