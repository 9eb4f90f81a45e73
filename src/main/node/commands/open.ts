import { say } from '../../../shared/text/say.ts';
import { dataFolder } from '../../system/data-folder.ts';
import { type Command, given, text, wholeNumber } from '../command.ts';

export const openCommand: Command = {
  usage: '[--port P] [--no-browser]   (the window, in a browser on this computer; ends with Ctrl+C)',
  options: { port: { type: 'string' }, 'no-browser': { type: 'boolean' } },
  positionals: [0, 0],
  async run(invocation) {
    const { terminal, signal, language, json, values } = invocation;
    const { serveLoopback } = await import('../loopback/serve.ts');
    await serveLoopback({
      data_folder: dataFolder(text(invocation, 'data'), terminal.env),
      env: terminal.env,
      ...given({ port: wholeNumber(invocation, 'port') }),
      browser: values['no-browser'] !== true,
      signal,
      announce: (url) => terminal.out(json ? `${JSON.stringify({ url })}\n` : `${say(language, 'word.opened_at', { url })}\n`),
    });
  },
};
