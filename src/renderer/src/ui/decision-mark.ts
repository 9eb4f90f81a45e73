/** How far a decision, or what carries it, has come; each has a shape of its own. */
export type DecisionMark = 'none' | 'local' | 'queued' | 'sent' | 'refused' | 'conflict' | 'unknown';
