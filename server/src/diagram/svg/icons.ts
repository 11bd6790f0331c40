import type { Pattern } from '../../helpers/helper.ts';
import type { IconName } from '../diagram.ts';

/** Own drawings. Roles in a box of 22: the plate is filled, the glyph a stroke of 1.7 on it. */
export const ROLE_ICONS: Readonly<Record<Pattern, { readonly plate: string; readonly glyph: string }>> = {
  app: {
    plate: 'M11 .8 19.8 5.9V16.1L11 21.2 2.2 16.1V5.9Z',
    glyph: 'M8.6 7.6 5.4 11 8.6 14.4M13.4 7.6 16.6 11 13.4 14.4',
  },
  init: {
    plate: 'M11 1A10 10 0 1 1 11 21A10 10 0 1 1 11 1Z',
    glyph: 'M7.6 7.2 12.6 11 7.6 14.8ZM15.2 7.2V14.8',
  },
  sidecar: {
    plate: 'M6 1.5H16A4.5 4.5 0 0 1 20.5 6V16A4.5 4.5 0 0 1 16 20.5H6A4.5 4.5 0 0 1 1.5 16V6A4.5 4.5 0 0 1 6 1.5Z',
    glyph: 'M5.5 6H12V16H5.5ZM12 11.5H16.5V16H12',
  },
  ambassador: { plate: 'M1.5 2.5H13.5L21.5 11 13.5 19.5H1.5Z', glyph: 'M5 11H14.5M11 7.4 14.6 11 11 14.6' },
  adapter: {
    plate: 'M11 .2 21.8 11 11 21.8 .2 11Z',
    glyph: 'M8.2 9.2H13.8V11.4A2.8 2.8 0 0 1 8.2 11.4ZM9.6 9V6.4M12.4 9V6.4M11 14.4V17',
  },
  'config-helper': {
    plate: 'M3 1H14L19.5 6.5V21H3Z',
    glyph: 'M6.2 11H15.8M6.2 16H15.8M9 9.2V12.8M13 14.2V17.8',
  },
  proxy: {
    plate: 'M11 .8 20.2 4V11C20.2 16 16 19.4 11 21.4C6 19.4 1.8 16 1.8 11V4Z',
    glyph: 'M6.4 8.6H15M12.6 6.2 15 8.6 12.6 11M15.6 13.6H7M9.4 11.4 7 13.6 9.4 16',
  },
  unknown: {
    plate: 'M11 1A10 10 0 1 1 11 21A10 10 0 1 1 11 1Z',
    glyph: 'M8.4 8.6A2.7 2.7 0 1 1 11.6 11.2C11 11.5 11 12 11 12.8M11 15.4V15.5',
  },
};

/** Volumes and neighbours in a box of 16: a stroke of 1.4, no fill. */
export const ICONS: Readonly<Record<IconName, string>> = {
  service: 'M8 5.2A2.8 2.8 0 1 1 8 10.8 2.8 2.8 0 1 1 8 5.2M8 1.5V5M2 13 6 10M14 13 10 10',
  host: 'M8 1.7A6.3 6.3 0 1 1 8 14.3 6.3 6.3 0 1 1 8 1.7M1.8 8H14.2M8 1.8C4.6 5.6 4.6 10.4 8 14.2C11.4 10.4 11.4 5.6 8 1.8',
  scrape: 'M2 12.5A6.2 6.2 0 1 1 14 12.5M8 11.5 11 6.5M2 12.5H14',
  kubelet:
    'M8 13.8C3.5 10.6 1.8 8.2 1.8 5.8A3.1 3.1 0 0 1 8 4.6 3.1 3.1 0 0 1 14.2 5.8C14.2 8.2 12.5 10.6 8 13.8M4 8H6.4L7.4 6 8.8 10 9.8 8H12',
  database: 'M2.5 4A5.5 2.2 0 1 1 13.5 4 5.5 2.2 0 1 1 2.5 4V12A5.5 2.2 0 0 0 13.5 12V4M2.5 8A5.5 2.2 0 0 0 13.5 8',
  emptyDir: 'M2 5.5H14V13.5H2ZM2 5.5 4.2 2.5H11.8L14 5.5M6.2 8.5H9.8',
  memory: 'M4 4H12V12H4ZM6.5 1.8V4M9.5 1.8V4M6.5 12V14.2M9.5 12V14.2M1.8 6.5H4M1.8 9.5H4M12 6.5H14.2M12 9.5H14.2',
  configMap: 'M3 1.8H10L13 4.8V14.2H3ZM5.5 7.5H10.5M5.5 10.5H10.5',
  secret: 'M5 6.2A3.2 3.2 0 1 1 5 12.6 3.2 3.2 0 1 1 5 6.2M7.5 7.6 13.8 2.2M11 4.6 13 7',
  pvc: 'M2 9.5H14V13.5H2ZM2 9.5 4 2.5H12L14 9.5M11.4 11.5H11.5',
  hostPath: 'M1.8 4H6L7.5 6H14.2V13.2H1.8Z',
  projected: 'M8 2 14 5 8 8 2 5ZM2 8 8 11 14 8M2 11 8 14 14 11',
  ingress: 'M8 1.8V9M5 6 8 9.2 11 6M2 9V14H14V9',
  caller: 'M8 2.2A2.7 2.7 0 1 1 8 7.6 2.7 2.7 0 1 1 8 2.2M2.8 14C3 10.8 5.2 9.4 8 9.4S13 10.8 13.2 14',
  socket: 'M1 8H4.2M4.2 4H7.4V12H4.2ZM7.4 6H10.4M7.4 10H10.4M12.6 3.4A4.6 4.6 0 0 0 12.6 12.6M12.6 8H15',
};

/** Badges of problems, gates and the marks on the rail, around their centre. */
export const MARKS = {
  error: 'M-3-3 3 3M3-3-3 3',
  triangle: 'M0-8.5 8.8 7H-8.8Z',
  warning: 'M0-3V1.4',
  information: 'M0-.5V4',
  gate: 'M0-6 6 0 0 6-6 0Z',
  play: 'M-3-4.6 5 0-3 4.6Z',
  added: 'M-4 0H4M0-4V4',
  removed: 'M-4 0H4',
  changed: 'M-5 1.5Q-2.5-3.5 0 0T5-1.5',
  caret: 'M-3-5Q0-5 0-3V3Q0 5-3 5M3-5Q0-5 0-3M0 3Q0 5 3 5',
} as const;
