import { NativeSelect, PasswordInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ConnectionSummary, environments } from '../../../../shared/contract/connection.ts';
import type { Question } from '../../client.ts';
import { useAsk, useRun } from '../../query.ts';
import { go } from '../../router.ts';
import { Action } from '../../ui/action.tsx';
import { Busy } from '../../ui/busy.tsx';
import { formatCount } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { useConnectionName } from '../frame/connection-name.ts';

const nothing = { environment: 'sandbox', identity_url: '', api_url: '', slug: '', client_id: '' };
const environmentOf = (value: string): (typeof environments)[number] => environments.find((each) => each === value) ?? 'sandbox';

/** Absent where nothing was typed: the contract asks for a text or none. */
function typed(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ''));
}

function Connected({ connection }: { connection: ConnectionSummary }) {
  const { t } = useTranslation();
  const nameOf = useConnectionName();
  return (
    <Note tone="good" live>
      <p>
        {t('connection.done', {
          name: nameOf(connection),
          connectors: formatCount(connection.connectors.length),
          merchants: formatCount(connection.merchants.length),
        })}
      </p>
      <div>
        <Action onClick={() => go('sync')}>{t('connection.to_sync')}</Action>
      </div>
    </Note>
  );
}

/** Asks for a connection. The secret leaves the form the moment it is sent, whatever the answer. */
export function ConnectForm() {
  const { t } = useTranslation();
  const [fields, setFields] = useState(nothing);
  const [kind, setKind] = useState<'client' | 'token'>('client');
  const [secret, setSecret] = useState('');
  const [done, setDone] = useState<ConnectionSummary | null>(null);
  const { running, error, run } = useRun();
  const info = useAsk('shell.info', {});
  const keychain = info.data?.keychain ?? true;
  const custom = fields.environment === 'custom';
  const set = (name: keyof typeof nothing) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((current) => ({ ...current, [name]: value }));
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { environment, identity_url, api_url, slug, client_id } = fields;
    const question: Question<'connection.connect'> = {
      environment: environmentOf(environment),
      ...typed({ ...(custom ? { identity_url, api_url } : {}), slug, ...(kind === 'client' ? { client_id } : {}) }),
      credential: kind === 'client' ? { kind, client_secret: secret } : { kind, token: secret.trim() },
      secret_place: keychain ? 'keychain' : 'environment',
    };
    setSecret('');
    void run('connection.connect', question).then(setDone);
  };
  return (
    <form className="stack" onSubmit={submit} autoComplete="off">
      {keychain ? null : <Note tone="warn">{t('connection.no_keychain')}</Note>}
      <NativeSelect
        label={t('connection.environment')}
        value={fields.environment}
        onChange={set('environment')}
        data={environments.map((value) => ({ value, label: t(`environment.${value}`) }))}
      />
      {custom ? (
        <>
          <TextInput label={t('connection.identity_url')} description={t('connection.url_note')} value={fields.identity_url} onChange={set('identity_url')} />
          <TextInput label={t('connection.api_url')} required withAsterisk={false} value={fields.api_url} onChange={set('api_url')} />
        </>
      ) : null}
      <SegmentedControl
        aria-label={t('connection.kind')}
        value={kind}
        onChange={(value) => {
          setKind(value === 'token' ? 'token' : 'client');
          setSecret('');
        }}
        data={[
          { value: 'client', label: t('connection.kind_client') },
          { value: 'token', label: t('connection.kind_token') },
        ]}
      />
      <TextInput label={t('connection.slug')} value={fields.slug} onChange={set('slug')} required={kind === 'client'} withAsterisk={false} />
      {kind === 'client' ? (
        <>
          <TextInput label={t('connection.client_id')} value={fields.client_id} onChange={set('client_id')} required withAsterisk={false} />
          <PasswordInput
            label={t('connection.secret')}
            value={secret}
            onChange={(event) => setSecret(event.currentTarget.value)}
            required
            withAsterisk={false}
            autoComplete="off"
            visibilityToggleButtonProps={{ 'aria-hidden': true, style: { display: 'none' } }}
          />
        </>
      ) : (
        <Textarea
          label={t('connection.token')}
          description={t('connection.token_note')}
          value={secret}
          onChange={(event) => setSecret(event.currentTarget.value)}
          required
          withAsterisk={false}
          rows={4}
          spellCheck={false}
        />
      )}
      <ErrorNote error={error} />
      <Busy running={running} />
      {done === null ? null : <Connected connection={done} />}
      <div>
        <Action type="submit" look="main" disabled={running !== null}>
          {t('connection.connect')}
        </Action>
      </div>
    </form>
  );
}
