import { bankMerchantContract } from '../../shared/contract/bank-merchant.ts';
import { importContract } from '../../shared/contract/bank-file.ts';
import { browseContract } from '../../shared/contract/browse.ts';
import { connectionContract } from '../../shared/contract/connection.ts';
import { decisionContract } from '../../shared/contract/decision.ts';
import { historyContract } from '../../shared/contract/history.ts';
import { outboxContract } from '../../shared/contract/outbox.ts';
import { importChangeContract } from '../../shared/contract/import-change.ts';
import { previewContract } from '../../shared/contract/preview.ts';
import { profileContract } from '../../shared/contract/profile.ts';
import { reconciliationContract } from '../../shared/contract/reconciliation.ts';
import { reviewContract } from '../../shared/contract/review.ts';
import { settlementContract } from '../../shared/contract/settlement.ts';
import { searchContract } from '../../shared/contract/search.ts';
import { settingsContract } from '../../shared/contract/settings.ts';
import { syncContract } from '../../shared/contract/sync.ts';
import { transactionContract } from '../../shared/contract/transaction.ts';
import { workbookContract } from '../../shared/contract/workbook.ts';
import { bankMerchantHandlers } from '../app/bank-merchant.ts';
import { importHandlers } from '../app/bank-file.ts';
import { browseHandlers } from '../app/browse.ts';
import { closingHandlers } from '../app/closing.ts';
import { connectionHandlers } from '../app/connection.ts';
import { decisionHandlers, resolveHandlers } from '../app/decisions.ts';
import { historyHandlers } from '../app/history.ts';
import { outboxHandlers } from '../app/outbox-review.ts';
import { dailyPreviewHandlers } from '../app/preview-days.ts';
import { importChangeHandlers } from '../app/import-changes.ts';
import { previewHandlers } from '../app/preview.ts';
import { profileHandlers } from '../app/profile.ts';
import { reconciliationHandlers } from '../app/reconciliation.ts';
import { reviewHandlers } from '../app/review.ts';
import { reviewDetailHandlers } from '../app/review-detail.ts';
import { undoHandlers } from '../app/review-undo.ts';
import { settlementHandlers } from '../app/settlement.ts';
import { searchHandlers } from '../app/search.ts';
import { settingsHandlers } from '../app/settings.ts';
import { startHandlers } from '../app/start.ts';
import { syncHandlers } from '../app/sync.ts';
import { transactionHandlers } from '../app/transaction.ts';
import { viewHandlers } from '../app/views.ts';
import { workbookHandlers } from '../app/workbook.ts';
import type { HandlersOf } from '../app/context.ts';
import type { Feature } from './dispatch.ts';

const reconciliation = {
  ...reconciliationHandlers,
  ...startHandlers,
  ...resolveHandlers,
  ...closingHandlers,
} satisfies HandlersOf<typeof reconciliationContract>;

const review = { ...reviewHandlers, ...reviewDetailHandlers, ...undoHandlers, ...viewHandlers } satisfies HandlersOf<typeof reviewContract>;

/** Every feature, one line each: a contract and the handlers that keep it. */
export const features: readonly Feature[] = [
  { contract: connectionContract, handlers: connectionHandlers },
  { contract: syncContract, handlers: syncHandlers },
  { contract: settlementContract, handlers: settlementHandlers },
  { contract: importContract, handlers: importHandlers },
  { contract: profileContract, handlers: profileHandlers },
  { contract: importChangeContract, handlers: importChangeHandlers },
  { contract: bankMerchantContract, handlers: bankMerchantHandlers },
  { contract: previewContract, handlers: { ...previewHandlers, ...dailyPreviewHandlers } satisfies HandlersOf<typeof previewContract> },
  { contract: reconciliationContract, handlers: reconciliation },
  { contract: decisionContract, handlers: decisionHandlers },
  { contract: reviewContract, handlers: review },
  { contract: outboxContract, handlers: outboxHandlers },
  { contract: transactionContract, handlers: transactionHandlers },
  { contract: workbookContract, handlers: workbookHandlers },
  { contract: browseContract, handlers: browseHandlers },
  { contract: searchContract, handlers: searchHandlers },
  { contract: settingsContract, handlers: settingsHandlers },
  { contract: historyContract, handlers: historyHandlers },
];
