/** Puts the page together. */
import './theme/index.css';
import { render } from 'preact';
import { prepareEngine } from './engine/api.ts';
import { AppContext, createApp } from './state/app.ts';
import { App } from './views/app.tsx';

const host = document.getElementById('app');
if (!host) throw new Error('index.html has no #app');

render(
  <AppContext.Provider value={createApp()}>
    <App />
  </AppContext.Provider>,
  host,
);
prepareEngine();
