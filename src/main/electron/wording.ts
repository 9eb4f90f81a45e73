import { app } from 'electron';
import { bridgeCall } from '../../shared/bridge.ts';
import type { Language } from '../../shared/text/language.ts';
import { say } from '../../shared/text/say.ts';

const spoken = bridgeCall.pick({ language: true });

/** The language of the menu and the dialogs: the page's own, and until it speaks the system's. */
export class Wording {
  #language: Language;
  readonly #changed: () => void;

  constructor(changed: () => void) {
    this.#language = app.getLocale().startsWith('tr') ? 'tr' : 'en';
    this.#changed = changed;
  }

  get language(): Language {
    return this.#language;
  }

  say(key: string): string {
    return say(this.#language, key);
  }

  /** Takes the language a call of the page was made in. */
  follow(call: unknown): void {
    const parsed = spoken.safeParse(call);
    if (!parsed.success || parsed.data.language === this.#language) return;
    this.#language = parsed.data.language;
    this.#changed();
  }
}
