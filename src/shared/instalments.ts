/**
 * What one row of a sale in instalments stands for, as a bank prints it (bank formats,
 * instalments). `whole`: its gross is the whole sale's, on the row of the first part.
 * `whole_at_last`: the whole sale's, on a row numbered by the last part (3/3), where the
 * file has no row of that kind with another number. `parts`: the part's. `ask`: nobody
 * has said, so such rows are kept apart until somebody does.
 */
export const instalmentRows = ['whole', 'whole_at_last', 'parts', 'ask'] as const;
export type InstalmentRows = (typeof instalmentRows)[number];

/** Why a part of a sale in instalments is not sent. */
export const apartReasons = ['unclear', 'no_identity', 'incomplete', 'ambiguous', 'later_part'] as const;
export type ApartReason = (typeof apartReasons)[number];
