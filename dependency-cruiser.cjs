/**
 * Who may import whom. The table in ARCHITECTURE.md says it in words; this file
 * makes `npm run test:deps` fail when the two part ways.
 */
const only = (name, from, allowed) => ({
  name,
  severity: 'error',
  from: { path: from },
  to: { pathNot: allowed },
});

const node = '^(node:)?[a-z_/]+$';
const npm = (...names) => `node_modules/(${names.join('|')})/`;

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'not-to-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    only('shared-is-a-leaf', '^src/shared/', ['^src/shared/', npm('zod')]),
    only('domain-is-pure', '^src/main/domain/', ['^src/main/domain/', '^src/shared/', npm('zod')]),
    only('db-room', '^src/main/db/', ['^src/main/(db|domain)/', '^src/main/(ports|folders)', '^src/shared/', node, npm('zod', 'better-sqlite3')]),
    only('files-room', '^src/main/files/', ['^src/main/(files|domain)/', '^src/main/(ports|folders)', '^src/shared/', node, npm('zod', 'xlsx', 'fflate')]),
    only('payven-room', '^src/main/payven/', ['^src/main/(payven|domain)/', '^src/main/ports', '^src/shared/', node, npm('zod', 'undici')]),
    only('keychain-room', '^src/main/keychain/', ['^src/main/keychain/', '^src/main/ports', '^src/shared/', node, npm('@napi-rs/keyring', 'zod')]),
    only('workers-room', '^src/main/workers/', ['^src/main/(workers|domain|files|db)/', '^src/main/ports', '^src/shared/', node]),
    only('app-room', '^src/main/app/', ['^src/main/(app|db|files|payven|domain|workers)/', '^src/main/ports', '^src/shared/', node, npm('zod')]),
    only('rpc-room', '^src/main/rpc/', ['^src/main/(rpc|app)/', '^src/main/ports', '^src/shared/', npm('zod')]),
    only('system-room', '^src/main/system/', ['^src/main/(system|ports|folders)', '^src/shared/', node, npm('uuid')]),
    only('folders-is-a-leaf', '^src/main/folders', [node]),
    only('ports-are-types', '^src/main/ports', ['^src/shared/']),
    only('sandbox-is-a-second-opinion', '^src/sandbox/', ['^src/sandbox/', '^src/shared/', node, npm('zod', 'fastify', 'xlsx')]),
    {
      name: 'electron-only-in-its-shell',
      severity: 'error',
      from: { path: '^src/', pathNot: ['^src/main/electron/', '^src/preload/'] },
      to: { path: '^(electron$|node_modules/electron/)' },
    },
    only('shell-room', '^src/main/shell/', ['^src/main/shell/', '^src/main/(desk|chosen-files|ports)', '^src/main/(rpc/dispatch|system/)', '^src/sandbox/', '^src/shared/', node, npm('zod')]),
    {
      name: 'sandbox-only-when-asked-for',
      severity: 'error',
      from: { path: '^src/main/(shell|electron|desk)' },
      to: { path: '^src/sandbox/', dynamic: false },
    },
    {
      name: 'electron-shell-knows-no-node-shell',
      severity: 'error',
      from: { path: '^src/(main/electron|preload)/' },
      to: { path: '^src/(main/node|renderer)/' },
    },
    only('preload-is-small', '^src/preload/', ['^src/shared/(channels|bridge)', 'node_modules/electron/']),
    only('entry-starts-the-desktop', '^src/main/index', ['^src/main/electron/', node]),
    {
      name: 'desk-knows-no-shell',
      severity: 'error',
      from: { path: '^src/main/(desk|chosen-files)' },
      to: { path: '^src/main/(shell|node|electron)/' },
    },
    {
      name: 'node-shell-knows-no-electron-shell',
      severity: 'error',
      from: { path: '^src/main/node/' },
      to: { path: '^src/(main/electron|preload|renderer)/' },
    },
  ],
  options: {
    parser: 'swc',
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default'] },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  },
};
