import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Answer, chooseFiles, chooseSave, deliver } from '../../client.ts';
import { useAsk, useRun } from '../../query.ts';
import { Action } from '../../ui/action.tsx';
import { Skeleton } from '../../ui/busy.tsx';
import { formatInstant } from '../../ui/format.ts';
import { ErrorNote, Note } from '../../ui/note.tsx';
import { Card } from '../../ui/page.tsx';
import { ProfileContent } from './profile-content.tsx';

type Profile = Answer<'profile.list'>['profiles'][number];

interface ProfileRowProps {
  profile: Profile;
  shown: boolean;
  busy: boolean;
  onShow(version: number): void;
  onExport(version: number): void;
}

/** The kind of file at the end of a built-in layout's name. */
const fileKind = /-(xlsx|xls|csv|txt)$/;

/** A built-in layout as people write it, `Garanti BBVA, xlsx`; a saved profile by the name it was given. */
function nameOf({ name, bank, built_in }: Profile): string {
  if (!built_in || bank === 'unknown') return name;
  const kind = fileKind.exec(name)?.[1];
  return kind === undefined ? bank : `${bank}, ${kind}`;
}

function ProfileRow({ profile, shown, busy, onShow, onExport }: ProfileRowProps) {
  const { t } = useTranslation();
  const { name, bank, built_in, versions, created_at, created_by } = profile;
  const [chosen, setChosen] = useState<number | null>(null);
  const version = chosen ?? profile.version;
  return (
    <tr aria-current={shown ? true : undefined}>
      <th scope="row">
        <span title={name}>{nameOf(profile)}</span> <span className={built_in ? 'tag' : 'tag tag--open'}>{built_in ? t('profile.built_in') : t('profile.own')}</span>
      </th>
      <td>{bank === 'unknown' ? <span className="quiet">–</span> : bank}</td>
      <td>
        {versions.length < 2 ? (
          version
        ) : (
          <NativeSelect
            aria-label={`${t('profile.version')}: ${name}`}
            value={String(version)}
            data={versions.toReversed().map(String)}
            onChange={({ currentTarget: { value } }) => setChosen(Number(value))}
          />
        )}
      </td>
      <td className="muted">{created_at === null ? '–' : `${created_by ?? ''}, ${formatInstant(created_at)}`}</td>
      <td className="end">
        {built_in ? null : (
          <div className="row nowrap">
            <Action look="bare" aria-label={`${t('profile.show')}: ${name}`} onClick={() => onShow(version)}>
              {t('profile.show')}
            </Action>
            <Action look="bare" disabled={busy} aria-label={`${t('profile.export')}: ${name}`} onClick={() => onExport(version)}>
              {t('profile.export')}
            </Action>
          </div>
        )}
      </td>
    </tr>
  );
}

/** Writing profiles out as JSON and taking them in. */
function useProfileFiles() {
  const { t } = useTranslation();
  const { running, error, run, fail } = useRun();
  const [told, setTold] = useState<string | null>(null);
  const write = async (name: string, version: number): Promise<void> => {
    setTold(null);
    try {
      const file = await chooseSave(`${name}-${version}.json`);
      if (file === null || (await run('profile.export', { name, version, file })) === null) return;
      await deliver(file);
      setTold(t('profile.exported', { name, version }));
    } catch (reason) {
      fail(reason);
    }
  };
  const take = async (): Promise<void> => {
    setTold(null);
    try {
      const messages: string[] = [];
      for (const { file } of await chooseFiles()) {
        const taken = await run('profile.import', { file });
        if (taken === null) break;
        messages.push(taken.message);
      }
      if (messages.length > 0) setTold(messages.join(' '));
    } catch (reason) {
      fail(reason);
    }
  };
  return { busy: running !== null, error, told, write, take };
}

/** Every profile with its versions: the saved ones first, to be shown, written out and taken in. */
export function ProfilesCard() {
  const { t } = useTranslation();
  const { data, error } = useAsk('profile.list', {});
  const files = useProfileFiles();
  const [shown, setShown] = useState<{ readonly name: string; readonly version: number } | null>(null);
  const profiles = (data?.profiles ?? []).toSorted((a, b) => Number(a.built_in) - Number(b.built_in));
  const tools = (
    <Action disabled={files.busy} onClick={() => void files.take()}>
      {t('profile.import')}
    </Action>
  );
  return (
    <>
      <Card title={t('profile.list')} tools={tools} bare>
        <p className="card__note muted">{t('profile.list_lead')}</p>
        <ErrorNote error={files.error ?? error} />
        {files.told === null ? null : (
          <Note tone="good" live>
            {files.told}
          </Note>
        )}
        {data !== undefined && profiles.every(({ built_in }) => built_in) ? <p className="card__note">{t('profile.none_saved')}</p> : null}
        {data === undefined ? (
          <Skeleton />
        ) : (
          <div className="table-wrap">
            <table className="table profiles">
              <thead>
                <tr>
                  <th scope="col">{t('profile.name')}</th>
                  <th scope="col">{t('profile.bank')}</th>
                  <th scope="col">{t('profile.version')}</th>
                  <th scope="col">{t('profile.made')}</th>
                  <th scope="col">
                    <span className="sr-only">{t('profile.export')}</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {profiles.map((profile) => (
                  <ProfileRow
                    key={profile.name}
                    profile={profile}
                    shown={shown?.name === profile.name}
                    busy={files.busy}
                    onShow={(version) => setShown({ name: profile.name, version })}
                    onExport={(version) => void files.write(profile.name, version)}
                  />
                ))}
              </tbody>
            </table>
          </div>
        )}
      </Card>
      {shown === null ? null : <ProfileContent name={shown.name} version={shown.version} onClose={() => setShown(null)} />}
    </>
  );
}
