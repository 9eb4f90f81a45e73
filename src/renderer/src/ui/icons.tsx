import type { ReactNode } from 'react';

const shapes = {
  home: <path d="M3 9.5 10 4l7 5.5V16a1 1 0 0 1-1 1h-4v-5H8v5H4a1 1 0 0 1-1-1Z" />,
  sync: <path d="M16.5 8A7 7 0 0 0 4 6.5M3.5 3v4h4M3.5 12A7 7 0 0 0 16 13.5m.5 3.5v-4h-4" />,
  import: <path d="M10 3v9m0 0 3.5-3.5M10 12 6.5 8.5M3.5 13v2.5A1.5 1.5 0 0 0 5 17h10a1.5 1.5 0 0 0 1.5-1.5V13" />,
  preview: <path d="M3 4h6v12H3zM11 4h6v12h-6zM5 7.5h2M5 10h2m6-2.5h2M13 10h2" />,
  review: <path d="m3 5.5 1.5 1.5L7 4.5M3 11l1.5 1.5L7 10M3.5 16.5h3M10 6h7m-7 5.5h7M10 16.5h7" />,
  transactions: <path d="M3 5.5A1.5 1.5 0 0 1 4.5 4h11A1.5 1.5 0 0 1 17 5.5v9a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14.5ZM3 8h14M6 12.5h3" />,
  refunds: <path d="M7.5 4 4 7.5 7.5 11M4 7.5h8a4.5 4.5 0 0 1 0 9H8" />,
  settlements: <path d="M3 8h14M4.5 8v7m3.7-7v7m3.6-7v7m3.7-7v7M3 16.5h14M10 3l7 4.2H3Z" />,
  outbox: <path d="M3 11.5 5 4h10l2 7.5V16H3Zm0 0h4l1 2h4l1-2h4M10 10V5.5m0 0L8 7.5m2-2 2 2" />,
  daily: <path d="M3.5 5h13v11.5h-13ZM3.5 8.5h13M7 3v3.5M13 3v3.5M6.5 11.5h1m2.2 0h1m2.2 0h1M6.5 14h1m2.2 0h1" />,
  banks: <path d="M3.5 6h7m4 0h2M3.5 14h2m4 0h7M12.5 4v4M7.5 12v4" />,
  history: <path d="M3.5 10a6.5 6.5 0 1 0 2-4.7L3.5 7m0-3.5V7H7m3-1v4.5l3 1.7" />,
  connection: <path d="M8 12a3.5 3.5 0 0 0 5 0l2.5-2.5a3.5 3.5 0 0 0-5-5L9.5 5.5M12 8a3.5 3.5 0 0 0-5 0l-2.5 2.5a3.5 3.5 0 0 0 5 5l1-1" />,
  settings: <path d="M10 7.4a2.6 2.6 0 1 1 0 5.2 2.6 2.6 0 0 1 0-5.2ZM8.9 3h2.2l.4 1.9 1.5.7 1.7-1 1.5 1.6-1 1.7.6 1.4 1.9.5v2.2l-1.9.5-.6 1.4 1 1.7-1.5 1.6-1.7-1-1.5.7-.4 1.9H8.9l-.4-1.9-1.5-.7-1.7 1-1.5-1.6 1-1.7-.6-1.4-1.9-.5V9.8l1.9-.5.6-1.4-1-1.7 1.5-1.6 1.7 1 1.5-.7Z" />,
  look: <path d="M10 3v14M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm3 2.5v9m-1.5-10v11" />,
  warn: <path d="M10 3.5 17.5 16.5h-15ZM10 8v4m0 2.2v.1" />,
  cross: <path d="m5 5 10 10M15 5 5 15" />,
  check: <path d="m4 10.5 4 4 8-9" />,
  fold: <path d="m5 8 5 5 5-5" />,
  info: <path d="M10 3a7 7 0 1 1 0 14 7 7 0 0 1 0-14Zm0 6v4.5M10 6.4v.1" />,
  offline: <path d="M2.5 7.5a11 11 0 0 1 15 0M5 10.5a7 7 0 0 1 10 0m-7.5 3a3.5 3.5 0 0 1 5 0M10 16.2v.1M3.5 3.5l13 13" />,
  file: <path d="M5 3h6.5L15 6.5V17H5ZM11 3v4h4" />,
  copy: <path d="M7 7h9v10H7ZM4 13V3h9" />,
  export: <path d="M10 12V3m0 0L6.5 6.5M10 3l3.5 3.5M3.5 12v3.5A1.5 1.5 0 0 0 5 17h10a1.5 1.5 0 0 0 1.5-1.5V12" />,
  up: <path d="M10 16V4.5m0 0L5 9.5m5-5 5 5" />,
  down: <path d="M10 4v11.5m0 0 5-5m-5 5-5-5" />,
  side: <path d="M3 4h14v12H3ZM8 4v12" />,
  filter: <path d="M3 5h14M6 10h8M8.5 15h3" />,
  search: <path d="M9 3.5a5.5 5.5 0 1 1 0 11 5.5 5.5 0 0 1 0-11Zm4 9.5 4 4" />,
} satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

/** A line drawing beside a word; never the only carrier of a meaning. */
export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg
      className="icon"
      width={size}
      height={size}
      viewBox="0 0 20 20"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.4}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
    >
      {shapes[name]}
    </svg>
  );
}
