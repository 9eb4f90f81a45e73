import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BridgeEnvelope } from '../../src/shared/bridge.ts';
import { loopbackEnvelope, loopbackHeaders, loopbackPaths } from '../../src/shared/loopback.ts';
import { openLoopbackShell, type OpenShell } from '../../src/main/node/loopback/open.ts';
import { builtPage } from '../../src/main/node/loopback/server.ts';
import { PageFiles } from '../../src/main/shell/page-files.ts';
import { temporaryFolder } from './desk.ts';

/** An answer as it came over the wire. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface WireQuestion {
  readonly method?: string;
  /** Sent as it stands: fetch would tidy up `..` before it leaves. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** A page of two files, in a folder beside a file nobody may read. */
export async function stubPage(parent: string): Promise<PageFiles> {
  const folder = join(parent, 'page');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Mutabakat Masası</title>');
  writeFileSync(join(folder, 'assets', 'page.js'), 'export {};');
  writeFileSync(join(parent, 'secret.txt'), 'not for the page');
  return PageFiles.read(folder);
}

export interface TestLoopback {
  readonly shell: OpenShell;
  readonly data_folder: string;
  /** One request; nothing is added to it but Host. */
  ask(question: WireQuestion): Promise<WireAnswer>;
  /** A request as the own page would make it. */
  asPage(question: WireQuestion): Promise<WireAnswer>;
  call(method: string, input?: unknown, language?: 'tr' | 'en'): Promise<BridgeEnvelope>;
  /** Bytes as they are, for requests no client would make. */
  raw(text: string): Promise<string>;
  close(): Promise<void>;
}

/** The loopback shell over an empty data folder, with a stand-in for the built page. */
export async function testLoopback(): Promise<TestLoopback> {
  const folder = temporaryFolder();
  const page = builtPage(await stubPage(folder.path));
  const data_folder = join(folder.path, 'data');
  const shell = await openLoopbackShell({ data_folder, env: {}, page: () => Promise.resolve(page) });
  const origin = `http://127.0.0.1:${shell.port}`;
  let calls = 0;
  const ask = (question: WireQuestion): Promise<WireAnswer> => send(shell.port, question);
  const asPage = (question: WireQuestion): Promise<WireAnswer> =>
    ask({
      ...question,
      headers: { origin, 'sec-fetch-site': 'same-origin', [loopbackHeaders.token]: shell.token, ...question.headers },
    });
  return {
    shell,
    data_folder,
    ask,
    asPage,
    async call(method, input = {}, language = 'en') {
      calls += 1;
      const body = JSON.stringify({ call_id: `call-${calls}`, method, input, language });
      const headers = { 'content-type': 'application/json' };
      return loopbackEnvelope.parse(JSON.parse((await asPage({ method: 'POST', path: loopbackPaths.call, headers, body })).body));
    },
    raw: (text) => sendRaw(shell.port, text),
    async close() {
      await shell.close();
      folder.remove();
    },
  };
}

function send(port: number, { method = 'GET', path = '/', headers = {}, body }: WireQuestion): Promise<WireAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString('utf8') }),
      );
    });
    request.on('error', reject);
    request.end(method === 'POST' ? body : undefined);
  });
}

function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let heard = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => {
      heard += chunk;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(heard));
  });
}
