import type { ColumnFinding } from '../../shared/bank-profile.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';

/** Findings with their reason in words. */
export function presentFindings<T extends ColumnFinding>(findings: readonly T[], language: Language): (T & { reason_text: string })[] {
  return findings.map((finding) => {
    const look = say(language, `look.${finding.looks_like}`);
    const reason = say(language, `column_reason.${finding.reason}`, { look });
    const doubt = finding.field !== null && finding.content_agrees === false ? ` ${say(language, 'column_reason.doubt', { look })}` : '';
    return { ...finding, reason_text: `${reason}${doubt}` };
  });
}
