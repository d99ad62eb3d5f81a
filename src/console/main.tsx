import { render } from 'preact';
import { EngineClient } from '../client/index.js';
import { ConsoleState, Console } from './state/console-state.js';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/marks.css';
import './styles/frame.css';
import './styles/layout.css';
import './styles/ticket.css';
import './styles/order.css';
import './styles/blotter.css';
import './styles/market.css';
import { App } from './views/app.js';

const state = new ConsoleState(new EngineClient({ url: location.origin }));
state.start();
const root = document.querySelector('#console')!;
root.replaceChildren();
render(
  <Console.Provider value={state}>
    <App />
  </Console.Provider>,
  root,
);
