import process from 'node:process';
import { openDesk } from '../../src/main/desk.ts';
import { environmentSecrets } from '../../src/main/keychain/environment-secrets.ts';
import { httpTransport } from '../../src/main/payven/transport.ts';
import { sharedClock } from './shared-clock.ts';
import { steppedClock, steppedTransport, Steps, stepStatements } from './steps.ts';
import { clientTask } from './task.ts';

/**
 * The program as a process that can be killed at a step: opens a data folder, calls
 * one method, prints the envelope. The secret comes from the environment.
 */
const task = clientTask.parse(JSON.parse(process.argv[2] ?? ''));
const steps = new Steps(task.kill, task.record);
const secrets = environmentSecrets(process.env);
const desk = openDesk({
  data_folder: task.data_folder,
  keychain: secrets,
  environment_secrets: secrets,
  files: { toRead: (path) => path, toWrite: (path) => path },
  clock: steppedClock(sharedClock(task.clock), steps),
  transport: steppedTransport(httpTransport, steps),
  user: 'muhasebe',
});
stepStatements(steps);
const answer = await desk.call(task.method, task.input, { language: 'en' });
steps.next('end');
desk.close();
process.stdout.write(JSON.stringify(answer), () => process.exit(0));
