import type { DeskBridge } from '../../shared/bridge.ts';

declare module 'react' {
  interface CSSProperties {
    /** Custom properties are styles like any other. */
    [name: `--${string}`]: string | number | undefined;
  }
}

declare global {
  interface Window {
    /** Put there by the desktop's preload; absent in a browser. */
    readonly desk?: DeskBridge;
  }
}
