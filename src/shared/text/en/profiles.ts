import type { profiles as turkish } from '../tr/profiles.ts';

/** Bank profiles: how a file is read, what its columns are and why. */
export const profiles: Readonly<Record<keyof typeof turkish, string>> = {
  'error.input.layout_changed': 'The file is not laid out as the profile "{profile}" (version {version}) knows it: {changes}. No row was imported. Check the columns; if the new layout is right, accept it (--accept-layout), else map the columns anew or choose another profile.',
  'error.input.unknown_words': 'The file has type or status words whose meaning is not known: {named}. No row was imported. Say what each of them means (--words WORD=sale, refund, void …), or choose to have their rows rejected.',
  'error.input.profile_file': '{file} could not be read as a bank profile ({reason}). No profile was changed. Give the file as the program exported it.',
  'error.input.profile_newer': '{file} is in a newer form of profiles ({found} > {newest}). No profile was changed. Update the program.',
  'error.usage.header_row': 'Row {row} of the sheet "{sheet}" holds no header (the sheet has {rows} rows). No row was imported. Give the number of the header row, or 0 if there is none.',
  'error.usage.unknown_saved_profile': 'There is no such saved profile: {profile}. Nothing was changed. Saved ones: {known}.',
  'error.usage.profile_name': '"{profile}" is the name of one of the program\'s own profiles. Nothing was saved. Give another name.',
  'error.usage.save_profile_once': 'A profile is saved from one file, but several were chosen ({profile}). No row was imported. Give the files one by one, or do not save the profile.',
  'error.state.profile_not_kept': 'How this import ({id}) was read was not kept. No profile was saved. Import the file again, then save.',

  'warning.layout_accepted': 'The file was not laid out as the profile "{profile}" (version {version}) knows it, and that was accepted: {changes}.',
  'warning.found_by_content': 'The column "{header}" was known by its content, not by its header.',
  'warning.found_by_sums': 'The column "{header}" was known by the sums: in every row the gross is net and commission added up.',

  'profile.added': 'The profile "{name}" was added (version {version}).',
  'profile.renumbered': 'Version {file_version} of the profile "{name}" is here with another content; the one that came became version {version}.',
  'profile.known': 'The profile "{name}" (version {version}) was here already; nothing was changed.',

  'column_reason.by_you': 'You chose it.',
  'column_reason.by_profile': 'The saved profile says so.',
  'column_reason.by_layout': 'The bank\'s known layout says so.',
  'column_reason.by_name': 'Known by its header.',
  'column_reason.by_content': 'Known by its content: its values look like {look}.',
  'column_reason.by_sums': 'Known by the sums: in every row the gross is net and commission added up.',
  'column_reason.second_type': 'A second type column; it is read where the first is blank or says only how it was paid.',
  'column_reason.suggested': 'Its header is not known; its values look like {look}. Choose it if that is right.',
  'column_reason.not_used': 'Not used.',
  'column_reason.doubt': 'But its values look like {look}; check it.',

  'look.blank': 'blank cells',
  'look.date': 'dates',
  'look.time': 'times of day',
  'look.amount': 'amounts',
  'look.card': 'card numbers',
  'look.currency': 'currencies',
  'look.word': 'type or status words',
  'look.pair': 'instalments',
  'look.code': 'authorisation codes',
  'look.id': 'reference numbers',
  'look.constant': 'one and the same number',
  'look.count': 'small numbers',
  'look.number': 'numbers',
  'look.text': 'text',

  'id_column.best': '{provider_transaction_id} of {rows} sales carry the bank\'s transaction id that Payven knows; no column does better.',
  'id_column.better': '{provider_transaction_id} of {rows} sales carry the bank\'s transaction id that Payven knows ({rrn} RRN, {order} order ids); better than the column in use.',
  'id_column.repeats': 'Only {distinct} different values in {rows} sales: a counter that repeats is no identity.',
  'id_column.no_hits': 'It is none of the numbers Payven knows.',
  'id_column.fewer_hits': '{provider_transaction_id} of {rows} sales carry the bank\'s transaction id that Payven knows ({rrn} RRN, {order} order ids); another column has more.',
};
