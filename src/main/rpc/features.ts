import { importContract } from '../../shared/contract/bank-file.ts';
import { browseContract } from '../../shared/contract/browse.ts';
import { connectionContract } from '../../shared/contract/connection.ts';
import { historyContract } from '../../shared/contract/history.ts';
import { previewContract } from '../../shared/contract/preview.ts';
import { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { syncContract } from '../../shared/contract/sync.ts';
import { transactionContract } from '../../shared/contract/transaction.ts';
import { workbookContract } from '../../shared/contract/workbook.ts';
import { importHandlers } from '../app/bank-file.ts';
import { browseHandlers } from '../app/browse.ts';
import { closingHandlers } from '../app/closing.ts';
import { connectionHandlers } from '../app/connection.ts';
import { decisionHandlers } from '../app/decisions.ts';
import { historyHandlers } from '../app/history.ts';
import { previewHandlers } from '../app/preview.ts';
import { reconciliationHandlers } from '../app/reconciliation.ts';
import { startHandlers } from '../app/start.ts';
import { syncHandlers } from '../app/sync.ts';
import { transactionHandlers } from '../app/transaction.ts';
import { workbookHandlers } from '../app/workbook.ts';
import type { HandlersOf } from '../app/context.ts';
import type { Feature } from './dispatch.ts';

const reconciliation = {
  ...reconciliationHandlers,
  ...startHandlers,
  ...decisionHandlers,
  ...closingHandlers,
} satisfies HandlersOf<typeof reconciliationContract>;

/** Every feature, one line each: a contract and the handlers that keep it. */
export const features: readonly Feature[] = [
  { contract: connectionContract, handlers: connectionHandlers },
  { contract: syncContract, handlers: syncHandlers },
  { contract: importContract, handlers: importHandlers },
  { contract: previewContract, handlers: previewHandlers },
  { contract: reconciliationContract, handlers: reconciliation },
  { contract: transactionContract, handlers: transactionHandlers },
  { contract: workbookContract, handlers: workbookHandlers },
  { contract: browseContract, handlers: browseHandlers },
  { contract: historyContract, handlers: historyHandlers },
];
