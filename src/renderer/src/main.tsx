import './without-eval.ts';
import '@fontsource-variable/inter/wght.css';
import '@mantine/core/styles.layer.css';
import './styles/tokens.css';
import './styles/mantine.css';
import './styles/base.css';
import './styles/page.css';
import './styles/bank-files.css';
import './styles/frame.css';
import './styles/grid.css';
import './styles/review.css';
import './styles/review-grid.css';
import './styles/around.css';
import './styles/review-pane.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { takeToken } from './http-bridge.ts';
import { startWords } from './i18n/index.ts';
import { startRouter } from './router.ts';

takeToken();
startRouter();
const root = document.querySelector('#root');
if (root === null) throw new Error('index.html has no #root');
await startWords();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
